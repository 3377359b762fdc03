package io.phasegate.admission.aim;

import io.phasegate.admission.label.LabelSyntax;
import io.phasegate.admission.rule.Subject;

/** What Kubernetes takes as the name of an object that somebody refers to. */
final class Names {

  static final String WHEN = "it is no DNS-1123 subdomain";

  static final String WANTED =
      "must be at most 253 lower-case letters, digits, - and ., and begin and end with a letter or"
          + " digit";

  private Names() {}

  /** True when nothing can have this name. */
  static boolean isNone(String name) {
    return !LabelSyntax.isSubdomain(name);
  }

  /** True when a field holds such a name; an empty one counts as absent. */
  static boolean isNoneIn(Subject object, String field) {
    return !object.isUnset(field) && object.text(field).filter(Names::isNone).isPresent();
  }
}
