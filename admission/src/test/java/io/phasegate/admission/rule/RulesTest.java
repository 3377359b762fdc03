package io.phasegate.admission.rule;

import static io.phasegate.admission.Dgdr.yaml;
import static io.phasegate.admission.rule.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every rule, whatever it is about. */
class RulesTest {

  private static final Settings SETTINGS = Settings.standard().withDefaultImage("default:1");

  private static final Rules RULES =
      rules("v1")
          .fillInOnCreate(
              "spec.job.image", Settings::defaultImage, s -> s.isUnset("spec.job.image"))
          .onCreate("new", "metadata.name", s -> s.name().length() > 3)
          .invalid("at most 3 characters")
          .onCreateAndUpdate("always", "spec.a", s -> s.is("spec.a", "bad"))
          .invalid("must not be bad")
          .onCreateAndUpdate("warned", "spec.a", s -> s.is("spec.a", "bad"))
          .warn("this is bad")
          .onCreateAndUpdate("each", RulesTest::eachItemIsPositive)
          .onUpdate("change", RulesTest::onlyGrows)
          .build();

  @Test
  void ruleForNewObjectsHoldsNobodyToItLater() {
    var longName = yaml("{metadata: {name: long-name}}");

    assertThat(create(longName))
        .containsExactly("metadata.name: Invalid value: \"long-name\": at most 3 characters");
    assertThat(update(yaml("{}"), longName)).isEmpty();
  }

  @Test
  void violationThatAnUpdateBringsIsRefused() {
    assertThat(update(yaml("{spec: {a: good}}"), yaml("{spec: {a: bad}}")))
        .contains("spec.a: Invalid value: \"bad\": must not be bad");
  }

  @Test
  void violationThatWasThereBeforeIsLetThroughAndStillWarnedAbout() {
    assertThat(update(yaml("{spec: {a: bad}}"), yaml("{spec: {a: bad, b: 1}}")))
        .containsExactly("spec.a: this is bad");
  }

  @Test
  void ratchetLooksAtEachFieldOnItsOwn() {
    var before = yaml("{spec: {list: [1, -1, 1]}}");
    var after = yaml("{spec: {list: [1, -1, -1]}}");

    assertThat(update(before, after))
        .containsExactly("spec.list[2]: Invalid value: -1: must be positive");
  }

  @Test
  void ruleAboutAChangeHasNothingToSayOnCreate() {
    assertThat(create(yaml("{spec: {size: 0}}"))).isEmpty();
    assertThat(update(yaml("{spec: {size: 2}}"), yaml("{spec: {size: 1}}")))
        .containsExactly("spec.size: Forbidden: may only grow");
  }

  @Test
  void twoRulesOfOneNameAreAMistake() {
    var list = rules("v1").onCreate("B1", "a", s -> false).warn("x");

    assertThatThrownBy(() -> list.onCreate("B1", "b", s -> false).warn("y"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two rules of v1 are called B1");
  }

  @Test
  void parentPathCreated() {
    assertThat(fillIn("{spec: {}}")).isEqualTo("{\"spec\":{\"job\":{\"image\":\"default:1\"}}}");
  }

  @Test
  void specIsNeverInvented() {
    assertThat(fillIn("{metadata: {name: a}}")).isEqualTo("{\"metadata\":{\"name\":\"a\"}}");
    assertThat(fillIn("{spec: null}")).isEqualTo("{\"spec\":null}");
  }

  @Test
  void whatStandsInTheWayStays() {
    assertThat(fillIn("{spec: {job: text}}")).isEqualTo("{\"spec\":{\"job\":\"text\"}}");
    assertThat(fillIn("{spec: {job: null}}")).isEqualTo("{\"spec\":{\"job\":null}}");
  }

  @Test
  void emptyImageIsFilledInAsWell() {
    assertThat(fillIn("{spec: {job: {image: ''}}}"))
        .isEqualTo("{\"spec\":{\"job\":{\"image\":\"default:1\"}}}");
  }

  @Test
  void nothingIsFilledInOnUpdate() {
    var object = yaml("{spec: {}}");

    assertThat(RULES.fillIn(Request.update(object, object, SETTINGS))).isSameAs(object);
  }

  private static List<Finding> eachItemIsPositive(Subject subject) {
    var list = subject.at("spec.list").flatMap(value -> value.asArray());
    return list.stream()
        .flatMap(array -> IntStream.range(0, array.size()).boxed())
        .filter(i -> list.get().items().get(i).toString().startsWith("-"))
        .<Finding>map(i ->
            Violation.invalid(
                FieldPath.of("spec.list").index(i), list.get().items().get(i), "must be positive"))
        .toList();
  }

  private static List<Finding> onlyGrows(Request request) {
    var before = request.before().number("spec.size");
    var after = request.after().number("spec.size");
    return before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0
        ? List.of(Violation.forbidden(FieldPath.of("spec.size"), "may only grow"))
        : List.of();
  }

  private static List<String> create(JsonObject object) {
    return told(Request.create(object, SETTINGS));
  }

  private static List<String> update(JsonObject before, JsonObject after) {
    return told(Request.update(before, after, SETTINGS));
  }

  private static List<String> told(Request request) {
    return RULES.check(request).stream().map(Finding::toString).toList();
  }

  private static String fillIn(String object) {
    return RULES.fillIn(Request.create(yaml(object), SETTINGS)).toString();
  }
}
