package io.phasegate.admission.rule;

import static io.phasegate.admission.Dgdr.edit;
import static io.phasegate.admission.Dgdr.yaml;
import static io.phasegate.admission.rule.Rules.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.finding.FieldPath;
import io.phasegate.admission.finding.Finding;
import io.phasegate.admission.finding.Violation;
import io.phasegate.admission.schema.StructuralSchema;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every rule, whatever it is about. */
class RulesTest {

  private static final Settings SETTINGS = Settings.standard().withDefaultImage("default:1");

  private static final Rules RULES =
      rules("v1")
          .fillInOnCreate(
              "spec.job.image",
              "it is unset",
              Settings::defaultImage,
              s -> s.isUnset("spec.job.image"))
          .onCreate("new", "metadata.name", "it is long", s -> s.name().length() > 3)
          .invalid("at most 3 characters")
          .onCreateAndUpdate("always", "spec.a", "it is bad", s -> s.is("spec.a", "bad"))
          .invalid("must not be bad beside {spec.b}")
          .onCreateAndUpdate("warned", "spec.a", "it is bad", s -> s.is("spec.a", "bad"))
          .warn("{} is bad")
          .onCreateAndUpdate(
              "each", List.of("spec.c", "spec.d"), "it is bad", (s, f) -> s.is(f, "bad"))
          .notSupported("good", "better")
          .onCreateAndUpdateWherever(
              "items", "spec.list", "[]", "it is negative", RulesTest::negatives)
          .invalid("must be positive")
          .rule(
              Rule.aboutChange(
                  new RuleText("change", "spec.size", "it shrinks", "Forbidden", "may only grow"),
                  RulesTest::onlyGrows))
          .rule(
              Rule.aboutLoss(
                  new RuleText("loss", "spec", "its half is hidden", "Forbidden", "half is lost"),
                  RulesTest::lost))
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
        .contains("spec.a: Invalid value: \"bad\": must not be bad beside null");
  }

  @Test
  void messageShowsTheFieldsThatItNames() {
    assertThat(create(yaml("{spec: {a: bad, b: 'x{}$1'}}")))
        .containsExactly(
            "spec.a: Invalid value: \"bad\": must not be bad beside \"x{}$1\"",
            "spec.a: \"bad\" is bad");
  }

  @Test
  void ruleForSeveralFieldsNamesEachThatBreaksIt() {
    assertThat(create(yaml("{spec: {c: bad, d: bad}}")))
        .containsExactly(
            "spec.c: Unsupported value: \"bad\": supported values: \"good\", \"better\"",
            "spec.d: Unsupported value: \"bad\": supported values: \"good\", \"better\"");
  }

  @Test
  void noRuleFindsMoreThanAnybodyReads() {
    String items = "-1" + ", -1".repeat(2_000);

    assertThat(create(yaml("{spec: {list: [%s]}}".formatted(items)))).hasSize(1_000);
  }

  @Test
  void listWithoutARuleThatIsNotThereIsAMistake() {
    assertThat(RULES.without(Set.of("new")).rules()).hasSize(RULES.rules().size() - 1);
    assertThatThrownBy(() -> RULES.without(Set.of("new", "unheard")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherVersionIsAskedForOnceHoweverManyAsk() {
    var asked = new AtomicInteger();
    Subject subject =
        Subject.of(
            yaml("{a: 1}"),
            SETTINGS,
            object -> {
              asked.incrementAndGet();
              return Optional.of(yaml("{b: 1}"));
            });

    Subject there = subject.elsewhere().orElseThrow();

    assertThat(there.has("b")).isTrue();
    assertThat(subject.elsewhere().orElseThrow()).isSameAs(there);
    assertThat(there.elsewhere().orElseThrow()).isSameAs(subject);
    assertThat(asked).hasValue(1);
  }

  @Test
  void otherVersionThatCannotBeIsAskedForOnce() {
    var asked = new AtomicInteger();
    Subject subject =
        Subject.of(
            yaml("{a: 1}"),
            SETTINGS,
            object -> {
              asked.incrementAndGet();
              return Optional.empty();
            });

    assertThat(subject.elsewhere()).isEmpty();
    assertThat(subject.elsewhere()).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void violationThatWasThereBeforeIsLetThroughAndStillWarnedAbout() {
    assertThat(update(yaml("{spec: {a: bad}}"), yaml("{spec: {a: bad, b: 1}}")))
        .containsExactly("spec.a: \"bad\" is bad");
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
  void updateOfNothingButMetadataPassesWithoutAWord() {
    var bad = yaml("{metadata: {name: a}, spec: {a: bad, list: [-1]}}");

    assertThat(update(bad, edit(bad, "metadata.labels.team", "another"))).isEmpty();
  }

  @Test
  void updateOfNothingButMetadataMayStillLoseSomething() {
    var half = yaml("{metadata: {name: a}, spec: {hidden: half}}");

    assertThat(update(half, edit(half, "metadata.labels.team", "another")))
        .containsExactly("spec: Forbidden: half is lost");
  }

  @Test
  void twoRulesOfOneNameAreAMistake() {
    var list = rules("v1").onCreate("B1", "a", "never", s -> false).warn("x");

    assertThatThrownBy(() -> list.onCreate("B1", "b", "never", s -> false).warn("y"))
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

    assertThat(RULES.fillIn(toUpdate(object, object))).isSameAs(object);
  }

  private static Stream<FieldPath> negatives(Subject subject) {
    List<Json> list =
        subject.at("spec.list").flatMap(Json::asArray).orElse(JsonArray.empty()).items();
    return IntStream.range(0, list.size())
        .filter(i -> list.get(i).toString().startsWith("-"))
        .mapToObj(i -> FieldPath.of("spec.list").index(i));
  }

  private static List<Finding> onlyGrows(Request request) {
    var before = request.before().number("spec.size");
    var after = request.after().number("spec.size");
    return before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0
        ? List.of(Violation.forbidden(FieldPath.of("spec.size"), "may only grow"))
        : List.of();
  }

  private static List<Finding> lost(Request request) {
    return request.before().is("spec.hidden", "half")
        ? List.of(Violation.forbidden(FieldPath.of("spec"), "half is lost"))
        : List.of();
  }

  private static List<String> create(JsonObject object) {
    return told(Request.create(object, SETTINGS));
  }

  private static List<String> update(JsonObject before, JsonObject after) {
    return told(toUpdate(before, after));
  }

  private static Request toUpdate(JsonObject before, JsonObject after) {
    return Request.update(
        StructuralSchema.of(JsonObject.empty()),
        Subject.of(before, SETTINGS),
        Subject.of(after, SETTINGS));
  }

  private static List<String> told(Request request) {
    return RULES.check(request).stream().map(Finding::toString).toList();
  }

  private static String fillIn(String object) {
    return RULES.fillIn(Request.create(yaml(object), SETTINGS)).toString();
  }
}
