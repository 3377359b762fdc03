package io.phasegate.testkit.dynamo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stand-in does again and again, on a thread of its own, until it is closed. */
public final class Rounds implements AutoCloseable {

  /** One look at the API server, and what follows from it. */
  @FunctionalInterface
  public interface Round {

    /**
     * Goes once.
     *
     * @throws IOException where the API server is away; the next round asks it again
     */
    void go() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread player;

  private Rounds(String name, Duration pace, Round round) {
    this.player = Thread.ofVirtual().name(name).unstarted(() -> play(pace, round));
  }

  /**
   * Begins.
   *
   * @param pace between two rounds
   */
  public static Rounds start(String name, Duration pace, Round round) {
    var rounds = new Rounds(name, pace, round);
    rounds.player.start();
    return rounds;
  }

  private void play(Duration pace, Round round) {
    try {
      do {
        try {
          round.go();
        } catch (IOException e) {
          LOG.debug("the API server was not to be had", e);
        }
      } while (!closing.await(pace.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops, and waits for the end of a round that has begun. */
  @Override
  public void close() {
    closing.countDown();
    try {
      player.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
