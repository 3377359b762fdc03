package io.phasegate.cli;

import io.phasegate.admission.rule.Settings;

/**
 * The options of {@code phasegate webhook}, in the order in which the help lists them. Their values
 * are read by {@link WebhookSettings}; docs/operations.md explains them.
 */
enum WebhookOption {
  LISTEN(
      "--listen",
      "HOST:PORT",
      "0.0.0.0:9443",
      "Where to serve HTTPS; ${DEFAULT-VALUE} if not given, port 0 for any free one."),
  HEALTH(
      "--health",
      "HOST:PORT",
      "0.0.0.0:8081",
      "Where to serve health and metrics; ${DEFAULT-VALUE} if not given."),
  CERT_DIR(
      "--cert-dir",
      "DIR",
      "/etc/phasegate/tls",
      "Folder with tls.crt and tls.key, watched for changes; ${DEFAULT-VALUE} if not" + " given."),
  DEFAULT_IMAGE(
      "--default-image",
      "IMAGE",
      "",
      "Filled in where a new request names no image; none if not given."),
  ARTIFACT_IMAGE(
      "--artifact-image",
      "IMAGE",
      Settings.ARTIFACT_IMAGE,
      "Filled in where a new AIMArtifact names none; ${DEFAULT-VALUE} if not given."),
  GPU_DISCOVERY(
      "--gpu-discovery",
      "true|false",
      "true",
      "Whether GPU facts can be looked up on nodes; ${DEFAULT-VALUE} if not given."),
  NAMESPACES("--namespaces", "a,b", "", "The namespaces that are looked after; all if not given."),
  LOG_FORMAT(
      "--log-format",
      "text|json",
      "text",
      "Form of the log on standard error; ${DEFAULT-VALUE} if not given."),
  MAX_ADMISSION_BYTES(
      "--max-admission-bytes",
      "BYTES",
      "7340032",
      "Largest body of /mutate and /validate; ${DEFAULT-VALUE} if not given."),
  MAX_CONVERSION_BYTES(
      "--max-conversion-bytes",
      "BYTES",
      "100663296",
      "Largest body of /convert; ${DEFAULT-VALUE} if not given."),
  MAX_HEAD_BYTES(
      "--max-head-bytes",
      "BYTES",
      "16384",
      "Largest head of a request; ${DEFAULT-VALUE} if not given."),
  MAX_IN_FLIGHT(
      "--max-in-flight",
      "NUMBER",
      "256",
      "Requests whose large body waits or is worked on at once; one more is answered 503"
          + " with Retry-After. ${DEFAULT-VALUE} if not given."),
  MAX_IN_FLIGHT_BYTES(
      "--max-in-flight-bytes",
      "BYTES",
      "",
      "Bodies that are held at once, all together; what does not fit is answered 503"
          + " with Retry-After. A sixth of the heap if not given."),
  OFF_LOOP_ABOVE(
      "--off-loop-above",
      "BYTES",
      "65536",
      "Bodies larger than this are worked on by threads of their own; ${DEFAULT-VALUE}"
          + " if not given."),
  QUEUE_TIME(
      "--queue-time",
      "TIME",
      "5s",
      "How long such a body may wait for its turn before it is answered 503 with"
          + " Retry-After; ${DEFAULT-VALUE} if not given."),
  HANDSHAKE_TIMEOUT(
      "--handshake-timeout",
      "TIME",
      "10s",
      "For the TLS handshake; ${DEFAULT-VALUE} if not given."),
  HEAD_TIMEOUT(
      "--head-timeout",
      "TIME",
      "10s",
      "For the head of a request, from its first byte; ${DEFAULT-VALUE} if not given."),
  BODY_TIMEOUT(
      "--body-timeout",
      "TIME",
      "30s",
      "For the body and the work on it; a shorter ?timeout= of the client wins."
          + " ${DEFAULT-VALUE} if not given."),
  ANSWER_TIMEOUT(
      "--answer-timeout",
      "TIME",
      "30s",
      "For the client to take its answer; ${DEFAULT-VALUE} if not given."),
  IDLE_TIMEOUT(
      "--idle-timeout",
      "TIME",
      "2m",
      "For connections that nobody uses. Keep it above 90s: the API server keeps its"
          + " connections that long. ${DEFAULT-VALUE} if not given."),
  MAX_CONNECTION_AGE(
      "--max-connection-age",
      "TIME",
      "0",
      "After this time, more or less by a tenth, a connection's next answer is its last;"
          + " 0 for never. ${DEFAULT-VALUE} if not given."),
  DRAIN_DELAY(
      "--drain-delay",
      "TIME",
      "5s",
      "How long it goes on answering after SIGTERM, not ready; ${DEFAULT-VALUE} if not"
          + " given."),
  DRAIN_GRACE(
      "--drain-grace",
      "TIME",
      "20s",
      "How long requests in flight may take after that; ${DEFAULT-VALUE} if not given."),
  CLIENT_CA(
      "--client-ca",
      "FILE",
      "",
      "Take reviews only from clients with a certificate of these authorities (PEM),"
          + " watched for changes. From everybody if not given."),
  CLIENT_NAMES(
      "--client-names",
      "a,b",
      "",
      "And of these common names or DNS names; any name if not given."),
  TLS_ENGINE(
      "--tls-engine",
      "auto|native|jdk",
      "auto",
      "Who computes TLS: BoringSSL, the JDK, or BoringSSL where it can be loaded;"
          + " ${DEFAULT-VALUE} if not given.");

  private final String option;
  private final String label;
  private final String usual;
  private final String description;

  WebhookOption(String option, String label, String usual, String description) {
    this.option = option;
    this.label = label;
    this.usual = usual;
    this.description = description;
  }

  /** As people write it: {@code --cert-dir}. */
  String option() {
    return option;
  }

  /** What the help calls its value. */
  String label() {
    return label;
  }

  /** Its value when nobody says anything; empty for none. */
  String usual() {
    return usual;
  }

  /** For the help, where picocli puts the default in. */
  String description() {
    return description;
  }
}
