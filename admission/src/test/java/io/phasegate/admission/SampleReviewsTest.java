package io.phasegate.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The samples that we ship, and the whole answers that their authors get: {@code
 * src/test/resources/reviews} shows them. They are the words that people read, so a change of one
 * is a change to look at twice.
 */
class SampleReviewsTest {

  private static final AdmissionReviews REVIEWS =
      new AdmissionReviews(
          Dgdr.admission(Settings.standard()), fault -> Assertions.fail("a fault of ours", fault));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dgdr-v1alpha1",
        "dgdr-refused-v1alpha1",
        "dgdr-refused-empty-v1alpha1",
        "dgdr-refused-v1beta1",
      })
  void sampleIsAnsweredAsItsAuthorReadsHere(String sample) throws IOException, MalformedJson {
    JsonObject answer = answer(sample);

    Path golden = Path.of("src/test/resources/reviews", sample + ".json");
    assertThat(JsonWriter.pretty(answer))
        .isEqualTo(JsonWriter.pretty(JsonReader.readObject(Files.readAllBytes(golden))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dgdr-minimal", "dgdr-v1beta1"})
  void sampleOfV1beta1IsAllowedWithoutAWord(String sample) throws IOException, MalformedJson {
    assertThat(answer(sample).get("response")).contains(Dgdr.yaml("{uid: sample, allowed: true}"));
  }

  private static JsonObject answer(String sample) throws IOException, MalformedJson {
    Path file = Path.of("../manifests/samples", sample + ".yaml");
    JsonObject object = Dgdr.yaml(Files.readString(file));
    JsonObject review =
        Dgdr.yaml("{apiVersion: admission.k8s.io/v1, kind: AdmissionReview}")
            .with(
                "request",
                JsonObject.of("uid", Json.text("sample"))
                    .with("operation", Json.text("CREATE"))
                    .with("object", object));
    return REVIEWS.validate(JsonWriter.bytes(review)) instanceof Review(var json, _)
        ? JsonReader.readObject(json.toByteArray())
        : Assertions.fail("no review");
  }
}
