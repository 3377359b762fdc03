package io.phasegate.testkit.laws;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.review.ConversionReviews;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.table.ConversionTable;
import io.phasegate.testkit.generate.Side;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An object becomes the same bytes alone and in a review with a thousand others, in its place; one
 * of the desired version keeps its bytes.
 */
final class BatchLaw {

  private static final int BATCH = 1000;

  private final Conversions converter;
  private final ApiVersion desired;
  private final List<byte[]> in = new ArrayList<>();
  private final List<byte[]> out = new ArrayList<>();

  BatchLaw(ConversionTable table, Side side, Conversions converter) {
    this.converter = converter;
    this.desired = side.other().version(table);
  }

  /**
   * Adds a drawn object; every so often what came out of it goes in as well. Tries the law when
   * there are enough.
   */
  Optional<Breach> add(JsonObject source, boolean last) {
    JsonObject converted = Facts.convert(converter, source, desired);
    in.add(JsonWriter.bytes(source));
    out.add(JsonWriter.bytes(converted));
    if (in.size() % 10 == 0) {
      in.add(out.getLast());
      out.add(out.getLast());
    }
    if (in.size() < BATCH && !last) {
      return Optional.empty();
    }
    Optional<Breach> breach = check();
    in.clear();
    out.clear();
    return breach;
  }

  private Optional<Breach> check() {
    byte[] review =
        framed(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"ConversionReview",\
            "request":{"uid":"u","desiredAPIVersion":"%s","objects":[\
            """
                .formatted(desired),
            in,
            "]}}");
    byte[] expected =
        framed(
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"ConversionReview",\
            "response":{"uid":"u","convertedObjects":[\
            """,
            out,
            "],\"result\":{\"status\":\"Success\"}}}");
    ReviewAnswer answer = new ConversionReviews(converter, fault -> {}).answer(review);
    return answer instanceof ReviewAnswer.Review(var json, _)
            && Arrays.equals(json.toByteArray(), expected)
        ? Optional.empty()
        : Optional.of(
            new Breach("an object becomes the same alone and among others", difference(answer)));
  }

  private String difference(ReviewAnswer answer) {
    return switch (answer) {
      case ReviewAnswer.NotAReview(var reason) -> reason;
      case ReviewAnswer.Review(var json, _) -> {
        String text = json.toString();
        int at = 0;
        while (at < out.size() && text.contains(new String(out.get(at), StandardCharsets.UTF_8))) {
          at++;
        }
        yield "object %d of %d comes out differently, or in another place".formatted(at, in.size());
      }
    };
  }

  private static byte[] framed(String head, List<byte[]> objects, String tail) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < objects.size(); i++) {
      if (i > 0) {
        bytes.write(',');
      }
      bytes.writeBytes(objects.get(i));
    }
    bytes.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
