package io.phasegate.conversion;

/**
 * A group and a version, written {@code group/version} as in {@code nvidia.com/v1beta1}. The core
 * group is empty and written without the slash.
 */
public record ApiVersion(String group, String version) {

  /** Reads what an object's {@code apiVersion} says. */
  public static ApiVersion of(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ApiVersion("", text)
        : new ApiVersion(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
