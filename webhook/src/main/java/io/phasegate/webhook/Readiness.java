package io.phasegate.webhook;

import io.phasegate.certs.CertificateSource;
import java.util.List;

/**
 * Whether the API server should call us now: the conditions of ruling 14, each with a sentence for
 * people. Safe for many threads.
 */
final class Readiness {

  /**
   * One condition.
   *
   * @param sentence how it stands, good or not
   */
  record Check(String name, boolean good, String sentence) {}

  private final CertificateSource certificates;
  private volatile Check selfTest = new Check("self-test", false, "has not ended yet");
  private volatile Check listener = new Check("listener", false, "the port is not open yet");
  private volatile boolean draining;

  Readiness(CertificateSource certificates) {
    this.certificates = certificates;
  }

  void selfTest(SelfTest.Result result) {
    selfTest =
        switch (result) {
          case SelfTest.Result.Passed(var sentence) -> new Check("self-test", true, sentence);
          case SelfTest.Result.Failed(var sentence) -> new Check("self-test", false, sentence);
        };
  }

  void listener(boolean good, String sentence) {
    listener = new Check("listener", good, sentence);
  }

  /** The process was asked to stop; there is no way back. */
  void drain() {
    draining = true;
  }

  boolean draining() {
    return draining;
  }

  /** Whether reviews can be answered right: before the self-test nobody knows (ruling 4). */
  boolean proved() {
    return selfTest.good();
  }

  boolean ready() {
    return checks().stream().allMatch(Check::good);
  }

  /** All conditions, in the order in which they come true. */
  List<Check> checks() {
    return List.of(certificate(), selfTest, listener, life());
  }

  private Check certificate() {
    return switch (certificates.state()) {
      case CertificateSource.State.Waiting(var reason) -> new Check("certificate", false, reason);
      case CertificateSource.State.Current(var bundle) ->
          new Check("certificate", true, bundle.describe());
      case CertificateSource.State.KeepsOld(var bundle, var reason) ->
          new Check(
              "certificate", true, bundle.describe() + "; a newer one was refused: " + reason);
    };
  }

  private Check life() {
    return draining
        ? new Check("draining", false, "the process was asked to stop")
        : new Check("draining", true, "no");
  }
}
