package io.phasegate.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every test starts from {@link #SENT} and {@link #GOOD} and spoils one thing. */
class ConversionContractTest {

  private static final String SENT =
      """
      {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1", "request": {
        "uid": "u-1", "desiredAPIVersion": "example.com/v2", "objects": [
          {"apiVersion": "example.com/v1", "kind": "Widget",
           "metadata": {"name": "one", "namespace": "home", "uid": "w-1", "generation": 3,
                        "labels": {"app": "shop"}, "finalizers": ["example.com/keep"]},
           "spec": {"size": 1}},
          {"apiVersion": "example.com/v0", "kind": "Widget", "metadata": {"name": "two"}}]},
       "response": {"uid": "", "convertedObjects": null, "result": {"metadata": {}}}}
      """;

  private static final String GOOD =
      """
      {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1", "response": {
        "uid": "u-1", "result": {"status": "Success"}, "convertedObjects": [
          {"apiVersion": "example.com/v2", "kind": "Widget",
           "metadata": {"name": "one", "namespace": "home", "uid": "w-1", "generation": 3,
                        "labels": {"app": "shop"}, "finalizers": ["example.com/keep"]},
           "spec": {"width": 1}},
          {"apiVersion": "example.com/v2", "kind": "Widget", "metadata": {"name": "two"}}]}}
      """;

  private static Verdict check(String sent, String answer) {
    return ConversionContract.check(
        new Exchange(sent.getBytes(UTF_8), 200, "application/json", answer.getBytes(UTF_8)));
  }

  private static List<String> ids(Verdict verdict) {
    return verdict.breaches().stream().map(Breach::id).toList();
  }

  /** The ids found in the good answer with one part of it replaced. */
  private static List<String> whenGoodHas(String replacement, String insteadOf) {
    assertThat(GOOD).contains(insteadOf);
    return ids(check(SENT, GOOD.replace(insteadOf, replacement)));
  }

  @Test
  void goodAnswerKeepsTheContract() {
    Verdict verdict = check(SENT, GOOD);

    assertThat(verdict.kept()).isTrue();
    verdict.orThrow();
  }

  @Test
  void failureThatSaysWhyKeepsTheContract() {
    String answer =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1", "response": {
          "uid": "u-1", "convertedObjects": [],
          "result": {"status": "Failure", "message": "Widget home/one: no table for v0"}}}
        """;

    assertThat(check(SENT, answer).breaches()).isEmpty();
  }

  @Test
  void throwsAllBreachesAtOnce() {
    Verdict verdict = check(SENT, GOOD.replace("u-1", "u-2").replace("\"two\"", "\"three\""));

    assertThatThrownBy(verdict::orThrow)
        .isInstanceOf(ContractBroken.class)
        .hasMessageContaining("W2: response.uid is \"u-2\", sent was \"u-1\"")
        .hasMessageContaining("W6: object 1 (two) has metadata.name \"three\", sent was \"two\"");
  }

  @Test
  void W1_wantsTheReviewsVersionBack() {
    assertThat(whenGoodHas("apiextensions.k8s.io/v1beta1", "apiextensions.k8s.io/v1"))
        .containsExactly("W1");
  }

  @Test
  void W1_wantsAConversionReview() {
    assertThat(whenGoodHas("AdmissionReview", "ConversionReview")).containsExactly("W1");
  }

  @Test
  void W1_takesARefusalOfAVersionThatThereIsNot() {
    String sent = SENT.replace("apiextensions.k8s.io/v1", "apiextensions.k8s.io/v7");
    String refusal =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1", "response": {
          "uid": "u-1", "result": {"status": "Failure", "message": "there is no v7"}}}
        """;

    assertThat(check(sent, refusal).breaches()).isEmpty();
  }

  @Test
  void W1_wantsStatus200() {
    var exchange =
        new Exchange(SENT.getBytes(UTF_8), 500, "application/json", GOOD.getBytes(UTF_8));

    assertThat(ids(ConversionContract.check(exchange))).containsExactly("W1");
  }

  @Test
  void W1_wantsJson() {
    assertThat(ids(check(SENT, "<html>"))).containsExactly("W1");
  }

  @Test
  void W1_wantsContentTypeJsonOrNone() {
    byte[] sent = SENT.getBytes(UTF_8);
    byte[] good = GOOD.getBytes(UTF_8);
    var html = new Exchange(sent, 200, "text/html", good);
    var none = new Exchange(sent, 200, "", good);
    var charset = new Exchange(sent, 200, "Application/JSON; charset=utf-8", good);

    assertThat(ids(ConversionContract.check(html))).containsExactly("W1");
    assertThat(ConversionContract.check(none).breaches()).isEmpty();
    assertThat(ConversionContract.check(charset).breaches()).isEmpty();
  }

  @Test
  void W1_wantsAResponse() {
    String answer = "{\"kind\": \"ConversionReview\", \"apiVersion\": \"apiextensions.k8s.io/v1\"}";

    assertThat(ids(check(SENT, answer))).containsExactly("W1");
  }

  @Test
  void W2_wantsTheUidBack() {
    assertThat(whenGoodHas("u-2", "u-1")).containsExactly("W2");
  }

  @Test
  void W3_wantsTheWordSuccess() {
    assertThat(whenGoodHas("success", "Success")).containsExactly("W3");
  }

  @Test
  void W3_wantsAResult() {
    assertThat(whenGoodHas("\"outcome\"", "\"result\"")).containsExactly("W3");
  }

  @Test
  void W3_wantsToKnowWhyNot() {
    assertThat(whenGoodHas("Failure", "Success")).containsExactly("W3");
  }

  @Test
  void W4_wantsEveryObject() {
    assertThat(
            whenGoodHas(
                "",
                ",\n    {\"apiVersion\": \"example.com/v2\", \"kind\": \"Widget\", \"metadata\":"
                    + " {\"name\": \"two\"}}"))
        .containsExactly("W4");
  }

  @Test
  void W4_wantsTheOrderOfTheRequest() {
    String sent = SENT.replace("\"home\", \"uid\": \"w-1\"", "\"home\"");
    String good = GOOD.replace("\"home\", \"uid\": \"w-1\"", "\"home\"");
    String swapped =
        good.replace("\"name\": \"one\", \"namespace\": \"home\"", "\"name\": \"x\"")
            .replace("\"name\": \"two\"", "\"name\": \"one\", \"namespace\": \"home\"")
            .replace("\"name\": \"x\"", "\"name\": \"two\"");

    assertThat(check(sent, good).breaches()).isEmpty();
    assertThat(ids(check(sent, swapped))).containsExactly("W4");
  }

  @Test
  void W4_noObjectsAreNoObjects() {
    String sent =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
         "request": {"uid": "u-1", "desiredAPIVersion": "example.com/v2"}}
        """;
    String answer =
        """
        {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1", "response": {
          "uid": "u-1", "result": {"status": "Success"}, "convertedObjects": []}}
        """;

    assertThat(check(sent, answer).breaches()).isEmpty();
  }

  @Test
  void W5_wantsTheDesiredVersion() {
    assertThat(
            whenGoodHas(
                "\"apiVersion\": \"example.com/v1\", \"kind\": \"Widget\", \"metadata\": {\"name\":"
                    + " \"two\"}",
                "\"apiVersion\": \"example.com/v2\", \"kind\": \"Widget\", \"metadata\": {\"name\":"
                    + " \"two\"}"))
        .containsExactly("W5");
  }

  @Test
  void W5_wantsTheKindKept() {
    assertThat(whenGoodHas("\"kind\": \"Gadget\"", "\"kind\": \"Widget\""))
        .containsExactly("W5", "W5");
  }

  @Test
  void W6_wantsTheNameKept() {
    assertThat(whenGoodHas("\"name\": \"other\"", "\"name\": \"two\"")).containsExactly("W6");
  }

  @Test
  void W6_wantsTheNamespaceKept() {
    assertThat(whenGoodHas("\"away\"", "\"home\"")).containsExactly("W6");
  }

  @Test
  void W6_wantsTheUidKept() {
    assertThat(whenGoodHas("\"w-2\"", "\"w-1\"")).containsExactly("W6");
  }

  @Test
  void W7_wantsMetadata() {
    assertThat(whenGoodHas("\"meta\": {\"name\": \"two\"}", "\"metadata\": {\"name\": \"two\"}"))
        .containsExactly("W7");
  }

  @Test
  void W7_wantsMetadataToBeAnObjectEvenWhereTheSourceHadNone() {
    String sent = SENT.replace("{\"name\": \"two\"}", "null");

    assertThat(ids(check(sent, GOOD.replace("{\"name\": \"two\"}", "null")))).containsExactly("W7");
    assertThat(check(sent, GOOD.replace("{\"name\": \"two\"}", "{}")).breaches()).isEmpty();
  }

  @Test
  void W8_wantsLabelsThatAreLabels() {
    assertThat(whenGoodHas("{\"app\": \"my shop\"}", "{\"app\": \"shop\"}")).containsExactly("W8");
    assertThat(whenGoodHas("{\"a b\": \"shop\"}", "{\"app\": \"shop\"}")).containsExactly("W8");
    assertThat(whenGoodHas("{\"app\": \"" + "x".repeat(64) + "\"}", "{\"app\": \"shop\"}"))
        .containsExactly("W8");
  }

  @Test
  void W8_leavesUnchangedLabelsAlone() {
    String sent = SENT.replace("\"shop\"", "\"my shop\"");
    String answer = GOOD.replace("\"shop\"", "\"my shop\"");

    assertThat(check(sent, answer).breaches()).isEmpty();
  }

  @Test
  void W8_wantsStrings() {
    assertThat(whenGoodHas("{\"app\": 1}", "{\"app\": \"shop\"}")).containsExactly("W8");
  }

  @Test
  void W8_wantsMaps() {
    assertThat(whenGoodHas("[]", "{\"app\": \"shop\"}")).containsExactly("W8");
  }

  @Test
  void W8_absentOrNullTakesAllAway() {
    assertThat(whenGoodHas("null", "{\"app\": \"shop\"}")).isEmpty();
    assertThat(whenGoodHas("", "\"labels\": {\"app\": \"shop\"}, ")).isEmpty();
  }

  @Test
  void W8_wantsAnnotationKeysThatAreQualifiedNames() {
    String annotations = "\"name\": \"two\", \"annotations\": {\"%s\": \"any text, really\"}";

    assertThat(whenGoodHas(annotations.formatted("Example.com/Saved"), "\"name\": \"two\""))
        .isEmpty();
    assertThat(whenGoodHas(annotations.formatted("example.com/a/b"), "\"name\": \"two\""))
        .containsExactly("W8");
    assertThat(whenGoodHas(annotations.formatted(""), "\"name\": \"two\"")).containsExactly("W8");
  }

  @Test
  void W8_wantsAnnotationsOfAtMost256KiB() {
    String fits = "x".repeat(256 * 1024 - "example.com/saved".length());
    String annotations = "\"name\": \"two\", \"annotations\": {\"example.com/saved\": \"%s\"}";

    assertThat(whenGoodHas(annotations.formatted(fits), "\"name\": \"two\"")).isEmpty();
    assertThat(whenGoodHas(annotations.formatted(fits + "x"), "\"name\": \"two\""))
        .containsExactly("W8");
  }

  @Test
  void W9_tellsWhatIsSilentlyUndone() {
    assertThat(whenGoodHas("\"generation\": 4", "\"generation\": 3")).containsExactly("W9");
    assertThat(whenGoodHas("[]", "[\"example.com/keep\"]")).containsExactly("W9");
    assertThat(whenGoodHas("\"name\": \"two\", \"ownerReferences\": []", "\"name\": \"two\""))
        .containsExactly("W9");
  }

  @Test
  void V1_wantsWhatHasTheVersionAlreadyBackAsItIs() {
    String sent = SENT.replace("example.com/v0", "example.com/v2");

    assertThat(check(sent, GOOD).breaches()).isEmpty();
    assertThat(
            ids(
                check(
                    sent,
                    GOOD.replace("{\"name\": \"two\"}}", "{\"name\": \"two\"}, \"spec\": {}}"))))
        .containsExactly("V1");
  }

  @Test
  void T8_wantsAPlainRefusalOfWhatIsNoReview() {
    byte[] sent = "hello".getBytes(UTF_8);
    byte[] reason = "the body is no JSON".getBytes(UTF_8);
    var plain = new Exchange(sent, 400, "text/plain; charset=utf-8", reason);
    var success = new Exchange(sent, 200, "application/json", "{}".getBytes(UTF_8));
    var json = new Exchange(sent, 400, "application/json", reason);
    var endless = new Exchange(sent, 400, "text/plain", new byte[2049]);

    assertThat(ConversionContract.check(plain).breaches()).isEmpty();
    assertThat(ids(ConversionContract.check(success))).containsExactly("T8");
    assertThat(ids(ConversionContract.check(json))).containsExactly("T8");
    assertThat(ids(ConversionContract.check(endless))).containsExactly("T8");
  }
}
