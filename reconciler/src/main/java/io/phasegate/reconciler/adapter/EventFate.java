package io.phasegate.reconciler.adapter;

/** What became of an event. Those of the last two nobody will read: they are counted. */
public enum EventFate {
  /** It is in the cluster, as an event of its own or as a count. */
  TOLD,
  /** Its object has told so much of late that this would be noise. */
  LIMITED,
  /** Its namespace is going away, and takes no events any more. */
  UNWANTED,
  /** There was no room for it among those that wait. */
  DROPPED,
  /** The API server refused it, or was away for too long. */
  FAILED;

  /** The label of metrics. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
