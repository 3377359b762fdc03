package io.phasegate.admission.aim;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.rule.RulesBuilder;
import io.phasegate.admission.rule.Subject;
import io.phasegate.admission.schema.Quantity;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code spec.env}, which artifacts and configs have alike: what no Pod could be started with. */
final class Variables {

  static final String ENV = "spec.env";

  /** The fields of a source that name another object. */
  private static final List<String> REFERENCES = List.of("secretKeyRef", "configMapKeyRef");

  /** Of Secrets and ConfigMaps. */
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private static final int LONGEST_KEY = 253;

  private static final FieldPath FIELD = FieldPath.of(ENV);

  /** What the download Job sets by itself and relies on. */
  private static final Set<String> OF_THE_JOB =
      Set.of(
          "ARTIFACT_NAME", "ARTIFACT_NAMESPACE", "EXPECTED_SIZE_BYTES", "MOUNT_PATH", "TARGET_DIR");

  private Variables() {}

  /**
   * What variables obey, in every kind that has some.
   *
   * @param id what the ids of the rules begin with
   */
  static RulesBuilder obey(RulesBuilder rules, String id) {
    return rules
        .onCreateAndUpdateWherever(
            id + "-name",
            ENV,
            "[].name",
            "it holds a = or anything but printable ASCII",
            Variables::badNames)
        .invalid(
            "a variable's name is of printable ASCII characters but =; write for instance HF_TOKEN")
        .onCreateAndUpdateWherever(
            id + "-both", ENV, "[].valueFrom", "value is there as well", Variables::ambiguous)
        .invalid("value and valueFrom exclude each other; keep one of them")
        .onCreateAndUpdateWherever(
            id + "-source",
            ENV,
            "[].valueFrom",
            "it has not exactly one source",
            Variables::notOneSource)
        .invalid("name exactly one of secretKeyRef, configMapKeyRef, fieldRef and resourceFieldRef")
        .onCreateAndUpdateWherever(
            id + "-missing",
            ENV,
            "[].valueFrom.*.name",
            "it is absent or empty",
            object -> references(object, "name", String::isEmpty))
        .required("write the name of the Secret or ConfigMap")
        .onCreateAndUpdateWherever(
            id + "-reference",
            ENV,
            "[].valueFrom.*.name",
            Names.WHEN,
            object -> references(object, "name", name -> !name.isEmpty() && Names.isNone(name)))
        .invalid(Names.WANTED)
        .onCreateAndUpdateWherever(
            id + "-key",
            ENV,
            "[].valueFrom.*.key",
            "it is absent or empty",
            object -> references(object, "key", String::isEmpty))
        .required("write under which key of the Secret or ConfigMap the text is")
        .onCreateAndUpdateWherever(
            id + "-letters",
            ENV,
            "[].valueFrom.*.key",
            "it has more than 253 characters, or others than letters, digits, -, _ and .",
            object -> references(object, "key", key -> !key.isEmpty() && isNoKey(key)))
        .invalid("no key of a Secret or ConfigMap has this name; write for instance token")
        .onCreateAndUpdateWherever(
            id + "-value", ENV, "[].value", "it holds the character NUL", Variables::valuesWithNul)
        .invalid("no process can be given a NUL; leave it out")
        .onCreateAndUpdateWherever(
            id + "-divisor",
            ENV,
            "[].valueFrom.resourceFieldRef.divisor",
            "it is no quantity",
            Variables::badDivisors)
        .invalid("a divisor must be a quantity such as 1Mi; leave it out, and it is 1");
  }

  private static boolean isNoKey(String key) {
    return key.length() > LONGEST_KEY || !KEY.matcher(key).matches();
  }

  private static Stream<FieldPath> valuesWithNul(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable.textAt("value").filter(text -> text.indexOf('\0') >= 0).isPresent()
                ? Stream.of(at.name("value"))
                : none());
  }

  /** Divisors that no resource has; Kubernetes takes 0 for 1. */
  private static Stream<FieldPath> badDivisors(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable
                    .at("valueFrom.resourceFieldRef.divisor")
                    .filter(divisor -> !isDivisor(divisor))
                    .isPresent()
                ? Stream.of(at.name("valueFrom").name("resourceFieldRef").name("divisor"))
                : none());
  }

  private static boolean isDivisor(Json divisor) {
    return Quantity.of(divisor).filter(each -> each.amount().signum() >= 0).isPresent();
  }

  /** Names that no variable can have: what Kubernetes has taken since 1.34. */
  private static Stream<FieldPath> badNames(Subject object) {
    return each(
        object,
        (variable, at) ->
            name(variable).chars().allMatch(c -> c >= ' ' && c <= '~' && c != '=')
                ? none()
                : Stream.of(at.name("name")));
  }

  /** Variables with a text and a source. */
  private static Stream<FieldPath> ambiguous(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable.textAt("value").filter(text -> !text.isEmpty()).isPresent()
                    && variable.has("valueFrom")
                ? Stream.of(at.name("valueFrom"))
                : none());
  }

  /** Sources that are not exactly one. */
  private static Stream<FieldPath> notOneSource(Subject object) {
    return each(
        object,
        (variable, at) ->
            variable.objectAt("valueFrom").filter(from -> from.size() != 1).isPresent()
                ? Stream.of(at.name("valueFrom"))
                : none());
  }

  /**
   * What is wrong in references to Secrets and ConfigMaps.
   *
   * @param field of a reference; an absent one is tested as an empty text
   */
  private static Stream<FieldPath> references(
      Subject object, String field, Predicate<String> wrong) {
    return each(
        object,
        (variable, at) ->
            REFERENCES.stream()
                .filter(reference ->
                    variable
                        .objectAt("valueFrom." + reference)
                        .filter(found -> wrong.test(found.textAt(field).orElse("")))
                        .isPresent())
                .map(reference -> at.name("valueFrom").name(reference).name(field)));
  }

  /** Variables that take the place of what the download Job relies on. */
  static Stream<FieldPath> replacing(Subject object) {
    return each(
        object,
        (variable, at) ->
            OF_THE_JOB.contains(name(variable)) ? Stream.of(at.name("name")) : none());
  }

  private static String name(JsonObject variable) {
    return variable.textAt("name").orElse("");
  }

  private static Stream<FieldPath> none() {
    return Stream.empty();
  }

  /** What is to be said of each variable, in their order. */
  static Stream<FieldPath> each(
      Subject object, BiFunction<JsonObject, FieldPath, Stream<FieldPath>> what) {
    List<Json> all = object.at(ENV).flatMap(Json::asArray).orElse(JsonArray.empty()).items();
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(i ->
            all.get(i) instanceof JsonObject variable
                ? what.apply(variable, FIELD.index(i))
                : none());
  }
}
