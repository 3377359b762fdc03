package io.phasegate.conversion.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of {@link ReviewMemoryTest}: makes a review of 375 objects of 64 kB, 24 MB in all, and
 * does with it what its argument says.
 */
final class LargeReview {

  private static final int OBJECTS = 375;
  private static final int SIZE = 64_000;

  private LargeReview() {}

  public static void main(String[] args) throws MalformedJson {
    switch (args[0]) {
      case "answer" -> answer();
      case "hold-all-trees" -> holdAllTrees();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void answer() {
    var reviews =
        new ConversionReviews(
            new Converter(Kinds.registry())::convert,
            fault -> {
              throw new IllegalStateException(fault);
            });
    Review review = (Review) reviews.answer(review());
    if (review.outcome() != Outcome.SUCCESS || review.json().size() < OBJECTS * SIZE) {
      throw new IllegalStateException(review.json().toString().substring(0, 500));
    }
    System.out.println("answered");
  }

  private static void holdAllTrees() throws MalformedJson {
    byte[] object = object().getBytes(UTF_8);
    List<Json> trees = new ArrayList<>();
    long characters = 0;
    for (int i = 0; i < OBJECTS; i++) {
      Json tree = JsonReader.read(object);
      // Compact text has every part of the tree made, not only those that somebody looks at.
      characters += JsonWriter.text(tree).length();
      trees.add(tree);
    }
    System.out.println("held " + trees.size() + " of " + characters);
  }

  private static byte[] review() {
    String begin =
        "{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\","
            + "\"request\":{\"uid\":\"u-1\",\"desiredAPIVersion\":\"nvidia.com/v1beta1\","
            + "\"objects\":[";
    String object = object();
    var body = new JsonBytes(begin.length() + OBJECTS * (object.length() + 1) - 1 + 3);
    body.raw(begin);
    for (int i = 0; i < OBJECTS; i++) {
      body.raw(i == 0 ? "" : ",").raw(object);
    }
    return body.raw("]}}").toByteArray();
  }

  private static String object() {
    var selector = new StringBuilder("\"pool\":\"gpu\"");
    for (int i = 0; selector.length() < SIZE; i++) {
      selector.append(",\"label-%05d\":{\"values\":[%d,\"v%d\",true]}".formatted(i, i, i));
    }
    return "{\"apiVersion\":\"nvidia.com/v1alpha1\",\"kind\":\"DynamoGraphDeploymentRequest\","
        + "\"metadata\":{\"name\":\"a\"},\"spec\":{\"profilingConfig\":{\"nodeSelector\":{"
        + selector
        + "}}}}";
  }
}
