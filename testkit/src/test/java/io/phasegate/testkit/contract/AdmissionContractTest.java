package io.phasegate.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionContractTest {

  private static final String CREATE =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {
        "uid": "u-1", "operation": "CREATE",
        "object": {"apiVersion": "example.com/v1", "kind": "Widget",
                   "metadata": {"name": "one"}, "spec": {"size": 1}},
        "oldObject": null, "dryRun": false}}
      """;

  private static final String DELETE =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {
        "uid": "u-1", "operation": "DELETE", "object": null,
        "oldObject": {"apiVersion": "example.com/v1", "kind": "Widget"}}}
      """;

  /** An answer whose response has the given members beside its uid. */
  private static String answer(String members) {
    return """
    {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
     "response": {"uid": "u-1", %s}}
    """
        .formatted(members);
  }

  private static String patch(String operations) {
    return "\"allowed\": true, \"patchType\": \"JSONPatch\", \"patch\": \"%s\""
        .formatted(Base64.getEncoder().encodeToString(operations.getBytes(UTF_8)));
  }

  private static Exchange exchange(String sent, String answer) {
    return new Exchange(sent.getBytes(UTF_8), 200, "application/json", answer.getBytes(UTF_8));
  }

  private static List<String> ids(Verdict verdict) {
    return verdict.breaches().stream().map(Breach::id).toList();
  }

  private static List<String> mutating(String members) {
    return ids(AdmissionContract.mutating(exchange(CREATE, answer(members))));
  }

  private static List<String> validating(String members) {
    return ids(AdmissionContract.validating(exchange(CREATE, answer(members))));
  }

  @Test
  void plainYesKeepsTheContract() {
    assertThat(mutating("\"allowed\": true")).isEmpty();
    assertThat(validating("\"allowed\": true")).isEmpty();
  }

  @Test
  void patchThatAppliesKeepsTheContract() {
    assertThat(
            mutating(patch("[{\"op\": \"add\", \"path\": \"/spec/colour\", \"value\": \"red\"}]")))
        .isEmpty();
  }

  @Test
  void refusalWithCodeAndMessageKeepsTheContract() {
    String refusal =
        """
        "allowed": false, "status": {"status": "Failure", "code": 422, "reason": "Invalid",
          "message": "spec.size: must be 2", "details": {"causes": [{"field": "spec.size"}]}}
        """;

    assertThat(mutating(refusal)).isEmpty();
    assertThat(validating(refusal)).isEmpty();
  }

  @Test
  void A1_wantsTheUidBack() {
    String other = answer("\"allowed\": true").replace("u-1", "u-2");

    assertThat(ids(AdmissionContract.mutating(exchange(CREATE, other)))).containsExactly("A1");
  }

  @Test
  void A1_wantsKindAndVersionBack() {
    String version = answer("\"allowed\": true").replace("k8s.io/v1", "k8s.io/v1beta1");
    String kind = answer("\"allowed\": true").replace("AdmissionReview", "ConversionReview");

    assertThat(ids(AdmissionContract.validating(exchange(CREATE, version)))).containsExactly("A1");
    assertThat(ids(AdmissionContract.validating(exchange(CREATE, kind)))).containsExactly("A1");
  }

  @Test
  void A1_wantsAResponse() {
    String none = "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\"}";

    assertThat(ids(AdmissionContract.validating(exchange(CREATE, none)))).contains("A1");
  }

  @Test
  void A1_wantsStatus200() {
    byte[] good = answer("\"allowed\": true").getBytes(UTF_8);
    var exchange = new Exchange(CREATE.getBytes(UTF_8), 404, "application/json", good);

    assertThat(ids(AdmissionContract.mutating(exchange))).containsExactly("A1");
  }

  @Test
  void A1_wantsMembersOfTheTypesThatItCanDecode() {
    assertThat(mutating("\"allowed\": \"yes\"")).containsExactly("A1");
    assertThat(mutating("\"denied\": false")).containsExactly("A1");
    assertThat(mutating("\"allowed\": true, \"warnings\": \"careful\"")).containsExactly("A1");
    assertThat(mutating("\"allowed\": true, \"auditAnnotations\": {\"n\": 1}"))
        .containsExactly("A1");
    assertThat(mutating("\"allowed\": true, \"patchType\": \"JSONPatch\", \"patch\": []"))
        .containsExactly("A1");
  }

  @Test
  void A2_wantsPatchAndTypeTogether() {
    assertThat(mutating("\"allowed\": true, \"patch\": \"W10=\"")).containsExactly("A2");
    assertThat(mutating("\"allowed\": true, \"patchType\": \"JSONPatch\"")).containsExactly("A2");
  }

  @Test
  void A2_wantsJsonPatch() {
    assertThat(mutating(patch("[]").replace("JSONPatch", "MergePatch"))).containsExactly("A2");
  }

  @Test
  void A2_wantsBase64OfAnArray() {
    assertThat(mutating("\"allowed\": true, \"patchType\": \"JSONPatch\", \"patch\": \"[]\""))
        .containsExactly("A2");
    assertThat(mutating(patch("{\"op\": \"add\"}"))).containsExactly("A2");
  }

  @Test
  void A3_wantsNoPatchOfAValidatingWebhook() {
    assertThat(validating(patch("[]"))).containsExactly("A3");
    assertThat(validating("\"allowed\": true, \"patchType\": \"JSONPatch\"")).containsExactly("A3");
  }

  @Test
  void A4_emptyPatchIsFine() {
    assertThat(mutating(patch("[]"))).isEmpty();
  }

  @Test
  void A5_wantsAPatchThatApplies() {
    assertThat(mutating(patch("[{\"op\": \"remove\", \"path\": \"/spec/colour\"}]")))
        .containsExactly("A5");
    assertThat(mutating(patch("[{\"op\": \"paint\", \"path\": \"/spec/colour\"}]")))
        .containsExactly("A5");
    assertThat(mutating(patch("[1]"))).containsExactly("A5");
  }

  @Test
  void A5_knowsAllOperationsAndPointersIntoLists() {
    String list = "[{\"op\": \"add\", \"path\": \"/metadata/finalizers\", \"value\": [1, 2]},";

    assertThat(
            mutating(patch(list + "{\"op\": \"remove\", \"path\": \"/metadata/finalizers/1\"}]")))
        .isEmpty();
    assertThat(
            mutating(patch(list + "{\"op\": \"remove\", \"path\": \"/metadata/finalizers/2\"}]")))
        .containsExactly("A5");
    assertThat(
            mutating(
                patch(
                    "[{\"op\": \"test\", \"path\": \"/spec/size\", \"value\": 1}, {\"op\":"
                        + " \"move\", \"from\": \"/spec/size\", \"path\": \"/spec/width\"},"
                        + " {\"op\": \"copy\", \"from\": \"/spec/width\", \"path\":"
                        + " \"/spec/w\"}]")))
        .isEmpty();
  }

  @Test
  void A5_goesAsDeepAsAnObjectMay() {
    String deep = "[".repeat(9_900) + "]".repeat(9_900);
    String sent = CREATE.replace("{\"size\": 1}", "{\"size\": " + deep + "}");
    String answer = answer(patch("[{\"op\": \"add\", \"path\": \"/spec/colour\", \"value\": 1}]"));

    assertThat(AdmissionContract.mutating(exchange(sent, answer)).breaches()).isEmpty();
  }

  @Test
  void A6_wantsNoPatchWhereThereIsNoObject() {
    String operations = patch("[{\"op\": \"add\", \"path\": \"/spec\", \"value\": {}}]");

    assertThat(ids(AdmissionContract.mutating(exchange(DELETE, answer(operations)))))
        .containsExactly("A6");
    assertThat(ids(AdmissionContract.mutating(exchange(DELETE, answer(patch("[]")))))).isEmpty();
  }

  @Test
  void A7_wantsACodeFrom400() {
    assertThat(validating("\"allowed\": false, \"status\": {\"code\": 200, \"message\": \"no\"}"))
        .containsExactly("A7");
    assertThat(validating("\"allowed\": false, \"status\": {\"message\": \"no\"}"))
        .containsExactly("A7");
  }

  @Test
  void A7_wantsAMessage() {
    assertThat(validating("\"allowed\": false, \"status\": {\"code\": 403}")).containsExactly("A7");
    assertThat(validating("\"allowed\": false")).containsExactly("A7", "A7");
  }

  @Test
  void A7_wantsNoRefusalCalledSuccess() {
    assertThat(
            validating(
                "\"allowed\": false, \"status\": {\"status\": \"Success\", \"code\": 403,"
                    + " \"message\": \"no\"}"))
        .containsExactly("A7");
  }

  @Test
  void A8_wantsPlainAuditKeys() {
    assertThat(mutating("\"allowed\": true, \"auditAnnotations\": {\"rule\": \"B1\"}")).isEmpty();
    assertThat(mutating("\"allowed\": true, \"auditAnnotations\": {\"us/rule\": \"B1\"}"))
        .containsExactly("A8");
    assertThat(mutating("\"allowed\": true, \"auditAnnotations\": {\"a rule\": \"B1\"}"))
        .containsExactly("A8");
  }

  @Test
  void A9_refusalMayWarnToo() {
    assertThat(
            validating(
                "\"allowed\": false, \"status\": {\"code\": 403, \"message\": \"no\"},"
                    + " \"warnings\": [\"spec.colour is ignored\"]"))
        .isEmpty();
  }

  @Test
  void A10_wantsWarningsThatFitAHeader() {
    assertThat(validating("\"allowed\": true, \"warnings\": [\"two\\nlines\"]"))
        .containsExactly("A10");
    assertThat(validating("\"allowed\": true, \"warnings\": [\"half \\ud83d\"]"))
        .containsExactly("A10");
    assertThat(validating("\"allowed\": true, \"warnings\": [\"grün – ganz \\ud83d\\ude00\"]"))
        .isEmpty();
  }

  @Test
  void A10_wantsWarningsThatSaySomethingNew() {
    assertThat(validating("\"allowed\": true, \"warnings\": [\"\"]")).containsExactly("A10");
    assertThat(validating("\"allowed\": true, \"warnings\": [\"a\", \"b\", \"a\"]"))
        .containsExactly("A10");
  }

  @Test
  void A10_wantsWarningsThatAreNotCut() {
    String one = "\"" + "x".repeat(257) + "\"";
    String many =
        IntStream.range(100, 121)
            .mapToObj(i -> "\"" + i + "y".repeat(197) + "\"")
            .collect(Collectors.joining(","));

    assertThat(validating("\"allowed\": true, \"warnings\": [" + one + "]")).containsExactly("A10");
    assertThat(validating("\"allowed\": true, \"warnings\": [" + many + "]"))
        .containsExactly("A10");
  }

  @Test
  void A11_wantsADryRunToBeJudgedAlike() {
    String dryCreate = CREATE.replace("\"dryRun\": false", "\"dryRun\": true");
    Exchange real = exchange(CREATE, answer("\"allowed\": true"));
    Exchange alike = exchange(dryCreate, answer("\"allowed\": true"));
    Exchange other =
        exchange(
            dryCreate,
            answer("\"allowed\": false, \"status\": {\"code\": 403, \"message\": \"dry\"}"));

    assertThat(AdmissionContract.dryRun(real, alike).breaches()).isEmpty();
    assertThat(ids(AdmissionContract.dryRun(real, other))).containsExactly("A11", "A11");
  }

  @Test
  void T8_wantsAPlainRefusalOfWhatIsNoReview() {
    var html = new Exchange(new byte[0], 200, "text/html", new byte[0]);

    assertThat(ids(AdmissionContract.mutating(html))).containsExactly("T8");
  }
}
