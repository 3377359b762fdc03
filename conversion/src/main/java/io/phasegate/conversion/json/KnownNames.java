package io.phasegate.conversion.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields that are met all the time. There is one string for each: a key that was read and
 * a step of a path are then the same object, so finding a field compares no characters, and reading
 * one makes nothing. A name that is missing here costs a few nanoseconds and nothing else.
 *
 * <p>The list never changes, so nobody can fill it or have others' names collide with it.
 */
final class KnownNames {

  private static final String NAMES =
      """
      apiVersion kind metadata spec status
      request uid desiredAPIVersion objects response resource requestKind requestResource subResource
      object oldObject userInfo dryRun options
      annotations creationTimestamp finalizers generation labels managedFields name namespace
      ownerReferences resourceVersion
      fieldsType fieldsV1 manager operation subresource time
      conditions lastTransitionTime message observedGeneration reason type
      args command containers cpu env image limits memory nodeSelector requests resources
      serviceAccountName template tolerations value volumes volumeMounts
      autoApply backend config configMapRef deployment deploymentOverrides enableGpuDiscovery
      engine features hardware itl isl key modelCache mocker model modelPathInPvc
      optimizationType osl outputPVC overrides phase planner profilerImage profilingConfig
      profilingJob profilingResults pvcModelPath pvcMountPath pvcName runtimeVersionOverride
      searchStrategy sla state ttft useMocker workload
      """;

  /** A power of two, and several times as many as there are names. */
  private static final int SIZE = 512;

  private static final String[] STRINGS = new String[SIZE];
  private static final byte[][] BYTES = new byte[SIZE][];

  static {
    for (String name : NAMES.strip().split("\\s+", -1)) {
      byte[] ascii = name.getBytes(US_ASCII);
      int place = place(ascii, 0, ascii.length);
      while (BYTES[place] != null) {
        place = behind(place);
      }
      // The same as where it is a literal of the program.
      STRINGS[place] = name.intern();
      BYTES[place] = ascii;
    }
  }

  private KnownNames() {}

  /** The name that stands in some bytes, if it is known. */
  static @Nullable String at(byte[] utf8, int begin, int end) {
    if (begin == end) {
      return null;
    }
    for (int place = place(utf8, begin, end); BYTES[place] != null; place = behind(place)) {
      byte[] name = BYTES[place];
      if (Arrays.equals(name, 0, name.length, utf8, begin, end)) {
        return STRINGS[place];
      }
    }
    return null;
  }

  /** The string that stands for all of its content, if there is one; else the same. */
  static String canonical(String name) {
    byte[] utf8 = name.getBytes(UTF_8);
    String known = at(utf8, 0, utf8.length);
    return known == null ? name : known;
  }

  /** Where a name is, or would be if it were known and alone. */
  private static int place(byte[] utf8, int begin, int end) {
    int length = end - begin;
    // Each name of the list has a place of its own by these factors; it would do without.
    int letters =
        227 * utf8[begin]
            + 149 * utf8[begin + length / 2]
            + 217 * utf8[end - 1]
            + 157 * utf8[begin + length / 3];
    return (letters + 33 * length) & (SIZE - 1);
  }

  private static int behind(int place) {
    return (place + 1) & (SIZE - 1);
  }
}
