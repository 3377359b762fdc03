package io.phasegate.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.testkit.cluster.AuditEvent;
import io.phasegate.testkit.cluster.AuditLog;
import io.phasegate.testkit.cluster.Cluster;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the reconciler has done to the cluster since a test began, by the API server's own word. */
record Traces(Cluster cluster, AuditLog.Mark start) {

  /** From now on. */
  static Traces on(Cluster cluster) {
    return new Traces(cluster, cluster.audit().mark());
  }

  /** All requests of the shipped account that are like this. */
  List<String> ours(Predicate<AuditEvent> which) {
    return cluster.audit().since(start).stream()
        .filter(event -> event.user().endsWith(":" + DynamoStage.ACCOUNT))
        .filter(which)
        .map(Traces::line)
        .toList();
  }

  private static String line(AuditEvent event) {
    return "%d %s %s/%s %s"
        .formatted(event.code(), event.verb(), event.resource(), event.subresource(), event.name());
  }

  /** All writes but those of Leases. */
  List<String> writes() {
    return ours(event -> event.isWrite() && !event.resource().equals("leases"));
  }

  /**
   * What was written in a namespace and taken, with its name, each as often as it was. Not in it:
   * events, whose names are made up, and statuses.
   */
  List<String> taken(String namespace) {
    return ours(event -> isTaken(event, namespace) && !event.subresource().equals("status"));
  }

  /** The statuses that were written in a namespace and taken. */
  List<String> statuses(String namespace) {
    return ours(event -> isTaken(event, namespace) && event.subresource().equals("status"));
  }

  private static boolean isTaken(AuditEvent event, String namespace) {
    return event.isWrite()
        && event.code() < 300
        && event.namespace().equals(namespace)
        && !event.resource().equals("events");
  }

  /** Says that what exists once was made once, and that nobody was told twice. */
  void assertDoneOnce(Requests requests, String name) throws IOException {
    assertCreatedOnce("jobs", requests.namespace(), "profile-" + name);
    assertCreatedOnce("dynamographdeployments", requests.namespace(), name + "-dgd");
    List<String> told = requests.told(name);
    Set<String> reasons = new HashSet<>(told);
    assertThat(told).hasSameSizeAs(reasons);
  }

  /**
   * Stored once. An API server that is about to answer a client that has gone notes 504, and has
   * stored the object mostly; then nobody else creates it.
   */
  private void assertCreatedOnce(String resource, String namespace, String name) {
    List<String> stored = creates(resource, namespace, name, 201);

    assertThat(stored.isEmpty() ? creates(resource, namespace, name, 504) : stored).hasSize(1);
  }

  private List<String> creates(String resource, String namespace, String name, int code) {
    return ours(event ->
        event.isWrite()
            && event.verb().equals("create")
            && event.code() == code
            && event.resource().equals(resource)
            && event.namespace().equals(namespace)
            && event.name().equals(name));
  }
}
