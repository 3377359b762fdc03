package io.phasegate.admission;

import io.phasegate.admission.rule.FieldNames;
import io.phasegate.admission.rule.Operation;
import io.phasegate.admission.rule.Request;
import io.phasegate.admission.rule.Settings;
import io.phasegate.admission.rule.Subject;
import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * The kinds whose writes are judged. Building one fails when a served version of a kind has no
 * rules: such writes would be refused for good. Safe for many threads.
 */
public final class Admission {

  private final Settings settings;
  private final SequencedMap<String, AdmittedKind> kinds;
  private final FieldNames fieldNames = new FieldNames();

  private Admission(Settings settings, SequencedMap<String, AdmittedKind> kinds) {
    this.settings = settings;
    this.kinds = kinds;
  }

  /**
   * Registers kinds.
   *
   * @throws IllegalStateException naming the kind and the versions that do not fit
   */
  public static Admission of(Settings settings, List<AdmittedKind> kinds) {
    var registered = new LinkedHashMap<String, AdmittedKind>();
    for (AdmittedKind kind : kinds) {
      var served = new TreeSet<>(kind.crd().servedVersions());
      var ruled = new TreeSet<>(kind.versions().keySet());
      if (!served.equals(ruled)) {
        throw new IllegalStateException(
            "%s is served as %s, but there are rules for %s"
                .formatted(kind.qualifiedName(), served, ruled));
      }
      registered.put(kind.qualifiedName(), kind);
    }
    return new Admission(settings, registered);
  }

  /**
   * Judges a write.
   *
   * @param object as it shall be, in the version that was written, schema defaults filled in
   * @param oldObject as it is, in either version of the kind; the empty object on CREATE
   */
  public Verdict validate(Operation operation, JsonObject object, JsonObject oldObject) {
    return validate(operation, object, oldObject, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public Verdict validate(
      Operation operation, JsonObject object, JsonObject oldObject, Demand demand) {
    return switch (find(operation, object, oldObject, demand)) {
      case Unknown(var reason) -> new Verdict.NotServed(reason);
      case Known(var version, var request) -> Verdict.of(version.check().apply(request));
    };
  }

  /** Fills in what a new object should have; the parameters are those of {@link #validate}. */
  public Filling fillIn(Operation operation, JsonObject object, JsonObject oldObject) {
    return fillIn(operation, object, oldObject, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public Filling fillIn(
      Operation operation, JsonObject object, JsonObject oldObject, Demand demand) {
    return switch (find(operation, object, oldObject, demand)) {
      case Unknown(var reason) -> new Filling.NotServed(reason);
      case Known(var version, var request) -> new Filling.Filled(version.rules().fillIn(request));
    };
  }

  /** The kinds, in the order of registration. */
  public List<AdmittedKind> kinds() {
    return List.copyOf(kinds.values());
  }

  private sealed interface Lookup permits Known, Unknown {}

  private record Known(AdmittedKind.Version version, Request request) implements Lookup {}

  private record Unknown(String reason) implements Lookup {}

  private Lookup find(Operation operation, JsonObject object, JsonObject oldObject, Demand demand) {
    String kind = object.textAt("kind").orElse("");
    ApiVersion apiVersion = ApiVersion.of(object.textAt("apiVersion").orElse(""));
    String name = AdmittedKind.qualifiedName(apiVersion.group(), kind);
    AdmittedKind registered = kinds.get(name);
    if (registered == null) {
      return new Unknown(
          "this webhook has no rules for \"%s\"; it is meant for %s"
              .formatted(name, String.join(", ", kinds.keySet())));
    }
    AdmittedKind.Version version = registered.versions().get(apiVersion.version());
    if (version == null) {
      return new Unknown(
          "this webhook has no rules for %s in version \"%s\"; it knows %s"
              .formatted(
                  name, apiVersion.version(), String.join(", ", registered.versions().keySet())));
    }
    Subject after = version.subject(object, settings, fieldNames, demand);
    return switch (operation) {
      case CREATE -> new Known(version, Request.create(after));
      case UPDATE ->
          before(registered, after, apiVersion, oldObject)
              .<Lookup>map(
                  before -> new Known(version, Request.update(version.schema(), before, after)))
              .orElseGet(() ->
                  new Unknown(
                      "request.oldObject must be %s of %s as request.object is, in %s"
                          .formatted(
                              kind,
                              apiVersion.group(),
                              String.join(" or ", registered.versions().keySet()))));
    };
  }

  /**
   * The old object in the version of the new one. The API server sends both in one version; where
   * somebody else does not, the other way round is a conversion as well.
   */
  private Optional<Subject> before(
      AdmittedKind kind, Subject after, ApiVersion wanted, JsonObject oldObject) {
    ApiVersion found = ApiVersion.of(oldObject.textAt("apiVersion").orElse(""));
    AdmittedKind.Version version = kind.versions().get(found.version());
    boolean isOfTheKind =
        found.group().equals(wanted.group())
            && oldObject.get("kind").filter(word -> word.isText(kind.crd().kind())).isPresent();
    if (!isOfTheKind || version == null) {
      return Optional.empty();
    }
    return found.equals(wanted)
        ? Optional.of(after.with(oldObject))
        : version.subject(oldObject, settings, fieldNames, after.demand()).elsewhere();
  }
}
