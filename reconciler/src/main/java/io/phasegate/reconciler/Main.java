package io.phasegate.reconciler;

import io.phasegate.reconciler.process.AllKinds;
import io.phasegate.reconciler.process.ReconcilerOptions;
import io.phasegate.reconciler.process.ReconcilerProcess;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** The reconciler process, from its start to SIGTERM. */
public final class Main {

  private Main() {}

  /**
   * Starts and stays until the process is asked to stop. On SIGTERM passes in flight may end, and
   * the process ends with exit code 0.
   *
   * @param out takes {@code listening health <host>:<port>}
   * @throws io.phasegate.reconciler.process.CannotStart with a sentence for the person who starts
   *     it
   */
  public static int run(ReconcilerOptions options, AllKinds kinds, PrintStream out) {
    ReconcilerProcess process = ReconcilerProcess.start(options, kinds, out::println);
    Runtime runtime = Runtime.getRuntime();
    runtime.addShutdownHook(
        new Thread(
            () -> {
              process.close();
              // Left alone, the JVM would report the signal as 143, and a clean end as a failure.
              runtime.halt(0);
            },
            "phasegate-shutdown"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
