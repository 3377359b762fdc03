package io.phasegate.reconciler.engine.resource;

/**
 * What a kind is called on the things that it leaves in a cluster (ruling 40).
 *
 * @param controller a short name, for instance {@code artifact}
 * @param fieldManager who we are to server-side apply, to {@code app.kubernetes.io/managed-by} and
 *     as the source of events
 * @param domain of our labels, without slash, for instance {@code aim.eai.amd.com}
 * @param pauseAnnotation the annotation that stops us when it is exactly {@code "true"}
 */
public record KindIdentity(
    String controller, String fieldManager, String domain, String pauseAnnotation) {

  /** The usual names: {@code phasegate-<controller>} and {@code <domain>/reconciliation-paused}. */
  public static KindIdentity of(String domain, String controller) {
    return new KindIdentity(
        controller, "phasegate-" + controller, domain, domain + "/reconciliation-paused");
  }

  /** The label on children that names their primary. */
  public String nameLabel() {
    return domain + "/" + controller + ".name";
  }
}
