package io.phasegate.conversion.crd;

/** The CRDs that this jar carries under {@code /crds}. */
public final class Crds {

  private Crds() {}

  /**
   * Reads one CRD, parsed anew at each call.
   *
   * @param plural the resource, which is also the file's name, for instance {@code
   *     dynamographdeploymentrequests}
   * @throws IllegalStateException when the jar was packed without it
   */
  public static CustomResourceDefinition read(String plural) {
    return CustomResourceDefinition.of(Resources.manifests("/crds/" + plural).getFirst());
  }
}
