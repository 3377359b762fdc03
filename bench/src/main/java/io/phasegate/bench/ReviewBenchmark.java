package io.phasegate.bench;

import io.phasegate.bench.Specimen.From;
import io.phasegate.bench.Specimen.Payload;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.json.Draft;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.Path;
import io.phasegate.conversion.review.ConversionReviews;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole {@code ConversionReview} of objects of 10 kB, from the bytes of the request to the bytes
 * of the answer. Milliseconds a review. All three kinds of payload take turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-Xmx256m")
public class ReviewBenchmark {

  private static final int OBJECT_SIZE = 10_000;

  /** How many objects. */
  @Param({"1", "100", "1500"})
  public int objects;

  /** The version that is converted from. */
  @Param public From from;

  private final ConversionReviews reviews =
      new ConversionReviews(
          new Converter(Kinds.registry())::convert,
          fault -> {
            throw new IllegalStateException(fault);
          });
  private byte[] json = {};

  /** Makes the review. */
  @Setup
  public void write() {
    List<Draft> specimens = new ArrayList<>();
    for (Payload payload : Payload.values()) {
      specimens.add(Draft.of(Specimen.of(from, payload, OBJECT_SIZE)));
    }
    var text = new StringBuilder(objects * (OBJECT_SIZE + 1000) + 300);
    text.append("{\"kind\":\"ConversionReview\",\"apiVersion\":\"apiextensions.k8s.io/v1\",")
        .append("\"request\":{\"uid\":\"0b9d9a4e\",\"desiredAPIVersion\":\"")
        .append(from.other().version())
        .append("\",\"objects\":[");
    for (int i = 0; i < objects; i++) {
      Draft specimen = specimens.get(i % specimens.size());
      specimen.put(Path.of("metadata.name"), Json.text("request-" + i));
      text.append(i == 0 ? "" : ",").append(JsonWriter.text(specimen.freeze()));
    }
    text.append("]}}");
    json = text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The yardstick. */
  @Benchmark
  public byte[] copy() {
    return TokenCopy.copy(json);
  }

  /** What the webhook does with a body. */
  @Benchmark
  public JsonBytes answer() {
    return switch (reviews.answer(json)) {
      case ReviewAnswer.Review(var answer, var outcome) when outcome == Outcome.SUCCESS -> answer;
      case ReviewAnswer other -> throw new IllegalStateException(other.toString());
    };
  }
}
