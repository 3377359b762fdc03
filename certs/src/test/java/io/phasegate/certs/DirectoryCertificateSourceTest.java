package io.phasegate.certs;

import static io.phasegate.certs.Fixtures.newPair;
import static io.phasegate.certs.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.phasegate.certs.CertificateSource.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DirectoryCertificateSourceTest {

  /** Longer than any test: these sources look only when told to. */
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path directory;

  private final List<CertificateSource> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(CertificateSource::close);
  }

  @Test
  void theFirstLookIsOverOnReturn() throws Exception {
    var pair = newPair();
    write(directory, pair);

    var source = watch(NEVER);

    assertThat(source.state()).isEqualTo(new State.Current(pair));
  }

  @Test
  void symlinkSwapSeen() throws Exception {
    var before = newPair();
    var after = newPair();
    mountAsKubernetesDoes("..2027_03_01", before);
    var source = watch(Duration.ofMillis(20));

    mountAsKubernetesDoes("..2027_03_02", after);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(source.current()).contains(after));
  }

  @Test
  void garbageKeyKeepsOld() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var source = watch(NEVER);

    write(directory, pair.chainPem(), "-----BEGIN PRIVATE KEY-----\n%%%\n");
    source.refresh();

    assertThat(source.state())
        .isEqualTo(
            new State.KeepsOld(
                pair, directory + ": the key cannot be used: the PEM of the key is damaged"));
  }

  @Test
  void badPairKeepsOld() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var source = watch(NEVER);

    write(directory, newPair().chainPem(), pair.keyPem());
    source.refresh();

    assertThat(source.current()).contains(pair);
    assertThat(source.state())
        .isInstanceOfSatisfying(
            State.KeepsOld.class,
            state -> assertThat(state.reason()).contains("does not belong to the certificate"));
  }

  @Test
  void anExpiredPairKeepsOld() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var source = watch(NEVER);

    var lastYear = InstantSource.fixed(Fixtures.NOW.minus(Duration.ofDays(365)));
    var leaf = Leaf.forHosts(List.of(Fixtures.HOST), Duration.ofDays(30));
    write(directory, Fixtures.newAuthority().sign(leaf, lastYear));
    source.refresh();

    assertThat(source.current()).contains(pair);
    assertThat(source.refusals()).isEqualTo(1);
    assertThat(source.state())
        .isInstanceOfSatisfying(
            State.KeepsOld.class,
            state -> assertThat(state.reason()).contains("the certificate has expired"));
  }

  @Test
  void aPairFromTheFutureIsUsedWhenItsTimeHasCome() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var now = new AtomicReference<>(Fixtures.NOW);
    var source = watch(NEVER, now::get);
    var tomorrow = InstantSource.fixed(Fixtures.NOW.plus(Duration.ofDays(1)));
    var leaf = Leaf.forHosts(List.of(Fixtures.HOST), Duration.ofDays(30));
    var next = Fixtures.newAuthority().sign(leaf, tomorrow);

    write(directory, next);
    source.refresh();
    source.refresh();
    var early = source.current();
    now.set(tomorrow.instant());
    source.refresh();

    assertThat(early).contains(pair);
    assertThat(source.state()).isEqualTo(new State.Current(next));
    assertThat(source.refusals()).isEqualTo(1);
  }

  @Test
  void anExpiredPairInUseStaysInUse() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var now = new AtomicReference<>(Fixtures.NOW);
    var source = watch(NEVER, now::get);

    now.set(Fixtures.NOW.plus(Duration.ofDays(365)));
    source.refresh();

    assertThat(source.state()).isEqualTo(new State.Current(pair));
  }

  @Test
  void lostFilesKeepOld() throws Exception {
    var pair = newPair();
    write(directory, pair);
    var source = watch(NEVER);

    Files.delete(directory.resolve("tls.key"));
    source.refresh();

    assertThat(source.current()).contains(pair);
    assertThat(source.state())
        .isInstanceOfSatisfying(
            State.KeepsOld.class,
            state ->
                assertThat(state.reason())
                    .endsWith("there is no file " + directory.resolve("tls.key")));
  }

  @Test
  void aGoodPairAfterABadOneIsUsed() throws Exception {
    write(directory, newPair());
    var source = watch(NEVER);
    write(directory, newPair().chainPem(), newPair().keyPem());
    source.refresh();

    var mended = newPair();
    write(directory, mended);
    source.refresh();

    assertThat(source.state()).isEqualTo(new State.Current(mended));
  }

  @Test
  void eachBadContentIsToldAndCountedOnce() throws Exception {
    write(directory, newPair());
    var source = watch(NEVER);
    var log = listen();

    for (int bad = 0; bad < 2; bad++) {
      write(directory, newPair().chainPem(), newPair().keyPem());
      source.refresh();
      source.refresh();
      source.refresh();
    }

    assertThat(source.refusals()).isEqualTo(2);
    assertThat(log.list).filteredOn(line -> line.getLevel() == Level.ERROR).hasSize(2);
  }

  @Test
  void waitsForFilesThatComeLater() throws Exception {
    var source = watch(NEVER);

    assertThat(source.state())
        .isEqualTo(
            new State.Waiting(directory + ": there is no file " + directory.resolve("tls.crt")));
    assertThat(source.refusals()).isZero();

    var pair = newPair();
    write(directory, pair);
    source.refresh();

    assertThat(source.state()).isEqualTo(new State.Current(pair));
  }

  @Test
  void subscribersHearTheCurrentAndEveryLaterBundle() throws Exception {
    var first = newPair();
    var second = newPair();
    write(directory, first);
    var source = watch(NEVER);
    List<CertificateBundle> heard = new ArrayList<>();

    var subscription = source.subscribe(heard::add);
    source.refresh();
    write(directory, second);
    source.refresh();
    subscription.close();
    write(directory, newPair());
    source.refresh();

    assertThat(heard).containsExactly(first, second);
  }

  @Test
  void aFailingSubscriberHarmsNobodyElse() throws Exception {
    write(directory, newPair());
    var source = watch(NEVER);
    List<CertificateBundle> heard = new ArrayList<>();
    source.subscribe(_ -> {
      throw new IllegalStateException("I always fail");
    });
    source.subscribe(heard::add);

    var next = newPair();
    write(directory, next);
    source.refresh();

    assertThat(heard).endsWith(next);
  }

  private DirectoryCertificateSource watch(Duration interval) {
    return watch(interval, Fixtures.CLOCK);
  }

  private DirectoryCertificateSource watch(Duration interval, InstantSource clock) {
    var source = DirectoryCertificateSource.watch(directory, interval, clock);
    opened.add(source);
    return source;
  }

  /** A new hidden directory with the files, and one rename that makes it the valid one. */
  private void mountAsKubernetesDoes(String name, CertificateBundle pair) throws Exception {
    write(directory.resolve(name), pair);
    Path link = Files.createSymbolicLink(directory.resolve("..data_tmp"), Path.of(name));
    Files.move(link, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String file : List.of("tls.crt", "tls.key")) {
      if (!Files.exists(directory.resolve(file))) {
        Files.createSymbolicLink(directory.resolve(file), Path.of("..data", file));
      }
    }
  }

  private static ListAppender<ILoggingEvent> listen() {
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    ((Logger) LoggerFactory.getLogger(DirectoryCertificateSource.class)).addAppender(appender);
    return appender;
  }
}
