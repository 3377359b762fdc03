package io.phasegate.reconciler.dgdr.resource;

import io.phasegate.admission.label.LabelSyntax;
import io.phasegate.reconciler.engine.resource.Sha256;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What things around a request are called: spec/dgdr.md 2.5, 5.8 and 6. A name that would be too
 * long ends in a hash of the whole instead, always the same one.
 */
public final class DgdrNames {

  /** Names the request on all that belongs to it. */
  public static final String NAME_LABEL = "dgdr.nvidia.com/name";

  /** Names the request's namespace on all that belongs to it. */
  public static final String NAMESPACE_LABEL = "dgdr.nvidia.com/namespace";

  /** Says that an object came out of a request. */
  public static final String MANAGED_BY_LABEL = "nvidia.com/managed-by";

  /** The value of {@link #MANAGED_BY_LABEL}. */
  public static final String MANAGED_BY = "dynamo-operator";

  /** On the Job: the hash of what it was made from (6.7). */
  public static final String LAST_APPLIED_HASH = "nvidia.com/last-applied-hash";

  /** On the Job: how often it was made anew, {@code 1} for the first. */
  public static final String LAST_APPLIED_GENERATION = "nvidia.com/last-applied-generation";

  /** On the request and its Job: the hash of the spec that was accepted (6.7, ruling 43). */
  public static final String ACCEPTED_SPEC_HASH = "nvidia.com/dgdr-accepted-spec-hash";

  /** ConfigMaps with the profiler's results begin with it. */
  public static final String OUTPUT_PREFIX = "dgdr-output-";

  private static final int LABEL = 63;
  private static final int OBJECT = 253;
  private static final int HASH = 8;

  private DgdrNames() {}

  /** The profiling Job; at most 63 characters, because its pods carry it as a label. */
  public static String job(String request) {
    return cut("profile-" + request, LABEL);
  }

  /** The ConfigMap with the profiler's result. */
  public static String output(String request) {
    return cut(OUTPUT_PREFIX + request, OBJECT);
  }

  /** The DynamoGraphDeployment when nobody has named it (G4). */
  public static String deployment(String request) {
    String whole = request + "-dgd";
    return whole.length() <= LABEL ? whole : cut(request, LABEL - "-dgd".length()) + "-dgd";
  }

  /** A name as a label's value. */
  public static String label(String name) {
    return cut(name, LABEL);
  }

  /** The three labels of everything that came out of a request. */
  public static SequencedMap<String, String> labels(String namespace, String request) {
    return new TreeMap<>(
        Map.of(
            NAME_LABEL, label(request), NAMESPACE_LABEL, namespace, MANAGED_BY_LABEL, MANAGED_BY));
  }

  /** By these two labels what came out of a request of this name is known (5.9). */
  public static Map<String, String> signs(String namespace, String request) {
    return Map.of(NAME_LABEL, label(request), NAMESPACE_LABEL, namespace);
  }

  /** True when Kubernetes takes it as the name of a ConfigMap, a claim or a custom resource. */
  public static boolean isObjectName(String name) {
    return LabelSyntax.isSubdomain(name);
  }

  /**
   * True when a deployment can be called so: its pods carry the name as a label, so that it ends
   * where labels do.
   */
  public static boolean isDeploymentName(String name) {
    return name.length() <= LABEL && isObjectName(name);
  }

  private static String cut(String name, int longest) {
    if (name.length() <= longest) {
      return name;
    }
    // A name may not have a dash or a dot before the dash of the hash.
    String head = name.substring(0, longest - HASH - 1).replaceFirst("[-.]+$", "");
    return head + "-" + Sha256.of(name).substring(0, HASH);
  }
}
