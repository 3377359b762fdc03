package io.phasegate.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonArray;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ConversionReviews;
import io.phasegate.conversion.review.ReviewAnswer;
import java.util.ArrayList;
import java.util.List;

/** Whatever the body: a well-formed review, or a sentence why it is none. */
class ReviewFuzzTest {

  private static final Converter CONVERTER = new Converter(Kinds.registry());

  @FuzzTest(maxDuration = "10m")
  void everyBodyGetsAnAnswer(byte[] body) throws MalformedJson {
    List<Throwable> faults = new ArrayList<>();

    ReviewAnswer answer = new ConversionReviews(CONVERTER::convert, faults::add).answer(body);

    assertThat(faults).isEmpty();
    switch (answer) {
      case ReviewAnswer.NotAReview(var reason) -> assertThat(reason).isNotBlank();
      case ReviewAnswer.Review(var json, var outcome) -> {
        JsonObject review = JsonReader.readObject(json.toByteArray());
        boolean success = outcome == ReviewAnswer.Outcome.SUCCESS;
        assertThat(review.textAt("response.uid").orElse("")).isNotEmpty();
        assertThat(review.textAt("response.result.status"))
            .contains(success ? "Success" : "Failure");
        assertThat(review.at("response.convertedObjects").flatMap(Json::asArray))
            .hasValueSatisfying((JsonArray all) -> assertThat(success || all.isEmpty()).isTrue());
      }
    }
  }
}
