package io.phasegate.reconciler.dgdr.settings;

import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import java.util.List;

/** What settings have to be so that the API server takes the Jobs that are made with them. */
final class Check {

  private Check() {}

  /** A name of a namespaced object. */
  static void name(String setting, String value) {
    if (!DgdrNames.isObjectName(value)) {
      throw new BadSetting(
          setting,
          "\"%s\" can be no name; write lower-case letters, digits, dashes and dots"
              .formatted(value));
    }
  }

  static void names(String setting, List<String> values) {
    values.forEach(value -> name(setting, value));
  }

  /** Names of roles may hold what a path segment may. */
  static void roleName(String setting, String value) {
    if (value.isBlank() || value.equals(".") || value.equals("..") || value.matches(".*[/%].*")) {
      throw new BadSetting(
          setting, "\"%s\" can be no name of a role; write one without / and %%".formatted(value));
    }
  }

  /** A key of a Secret. */
  static void key(String setting, String value) {
    if (!value.matches("[-._a-zA-Z0-9]{1,253}") || value.equals(".") || value.equals("..")) {
      throw new BadSetting(
          setting,
          "\"%s\" can be no key of a Secret; write letters, digits, dashes, dots and underscores"
              .formatted(value));
    }
  }

  static void image(String setting, String value) {
    if (value.isBlank() || !value.equals(value.strip())) {
      throw new BadSetting(setting, "\"%s\" is no image; write REGISTRY/NAME:TAG".formatted(value));
    }
  }
}
