package io.phasegate.conversion.review;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonReader;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.review.ConversionRequest.ObjectSlice;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers {@code ConversionReview}s. Safe for many threads. */
public final class ConversionReviews {

  /** More objects than these are not told one by one: the message must stay readable. */
  private static final int TOLD_OBJECTS = 20;

  private static final String VERSION = "apiextensions.k8s.io/v1";

  private final Conversions conversions;
  private final Consumer<Throwable> faults;

  /** What converts one object: {@link Converter#convert} in production. */
  @FunctionalInterface
  public interface Conversions {
    Conversion convert(JsonObject object, ApiVersion desired);
  }

  /**
   * @param faults is told what went wrong in us, for the log; the answer has none of it
   */
  public ConversionReviews(Conversions conversions, Consumer<Throwable> faults) {
    this.conversions = conversions;
    this.faults = faults;
  }

  /**
   * Converts every object of a review, or says for which ones and why that cannot be: the protocol
   * knows no partial success (W10). A review whose uid can be read always gets a review back.
   *
   * @param body the request's bytes, UTF-8 JSON; not changed
   */
  public ReviewAnswer answer(byte[] body) {
    ConversionRequest request = ConversionRequest.read(body);
    if (request.uid().isEmpty()) {
      return new NotAReview(
          request.fault().isEmpty() ? "request.uid is missing or empty" : request.fault());
    }
    String fault = fault(request);
    if (!fault.isEmpty()) {
      return failure(request, List.of(fault), Outcome.REFUSED);
    }
    try {
      return convertAll(body, request);
    } catch (RuntimeException | StackOverflowError e) {
      faults.accept(e);
      return failure(
          request, List.of("the conversion webhook failed; its log says why"), Outcome.ERROR);
    }
  }

  private static String fault(ConversionRequest request) {
    if (!request.fault().isEmpty()) {
      return request.fault();
    }
    if (!request.kind().equals("ConversionReview")) {
      return "this endpoint answers ConversionReview, not \"" + request.kind() + "\"";
    }
    if (!request.apiVersion().equals(VERSION)) {
      return "this endpoint speaks " + VERSION + ", not \"" + request.apiVersion() + "\"";
    }
    if (request.desired().isEmpty()) {
      return "request.desiredAPIVersion is missing";
    }
    return "";
  }

  private ReviewAnswer convertAll(byte[] body, ConversionRequest request) {
    ApiVersion desired = ApiVersion.of(request.desired());
    List<String> refusals = new ArrayList<>();
    var out = new JsonBytes(body.length + body.length / 2 + 256);
    startAnswer(out, request);
    out.raw(",\"convertedObjects\":[");
    int index = 0;
    for (ObjectSlice slice : request.objects()) {
      if (index > 0) {
        out.raw(",");
      }
      switch (convert(body, slice, desired)) {
        case Unchanged _ -> out.raw(body, slice.offset(), slice.length());
        case Changed(var object) -> JsonWriter.write(object, out);
        case Impossible(var reason) -> refusals.add("objects[%d]: %s".formatted(index, reason));
      }
      index++;
    }
    out.raw("]");
    endAnswer(out, "Success", "");
    return refusals.isEmpty()
        ? new Review(out.toByteArray(), Outcome.SUCCESS)
        : failure(request, refusals, Outcome.REFUSED);
  }

  private sealed interface One permits Unchanged, Changed, Impossible {}

  private record Unchanged() implements One {}

  private record Changed(JsonObject object) implements One {}

  private record Impossible(String reason) implements One {}

  private One convert(byte[] body, ObjectSlice slice, ApiVersion desired) {
    if (slice.apiVersion().equals(desired.toString())) {
      return new Unchanged();
    }
    try {
      Json value = JsonReader.read(body, slice.offset(), slice.length());
      if (!(value instanceof JsonObject object)) {
        return new Impossible("this is no object");
      }
      return switch (conversions.convert(object, desired)) {
        case Conversion.Converted(var converted) -> new Changed(converted);
        case Conversion.Refused(var reason) -> new Impossible(name(object) + reason);
      };
    } catch (MalformedJson e) {
      return new Impossible(e.reason());
    }
  }

  /** The object as people know it, in front of what is wrong with it. */
  private static String name(JsonObject object) {
    String kind = object.textAt("kind").orElse("object");
    String namespace = object.textAt("metadata.namespace").map(space -> space + "/").orElse("");
    return object
        .textAt("metadata.name")
        .map(name -> kind + " " + namespace + name + ": ")
        .orElse(kind + ": ");
  }

  private static ReviewAnswer failure(
      ConversionRequest request, List<String> reasons, Outcome outcome) {
    var out = new JsonBytes(512);
    startAnswer(out, request);
    out.raw(",\"convertedObjects\":[]");
    endAnswer(out, "Failure", message(reasons));
    return new Review(out.toByteArray(), outcome);
  }

  private static String message(List<String> reasons) {
    String told = String.join("; ", reasons.subList(0, Math.min(reasons.size(), TOLD_OBJECTS)));
    int untold = reasons.size() - TOLD_OBJECTS;
    return untold > 0 ? told + "; and " + untold + " more" : told;
  }

  private static void startAnswer(JsonBytes out, ConversionRequest request) {
    // W1: exactly the version that was sent.
    String apiVersion = request.apiVersion().isEmpty() ? VERSION : request.apiVersion();
    out.raw("{\"apiVersion\":").text(apiVersion);
    out.raw(",\"kind\":\"ConversionReview\",\"response\":{\"uid\":").text(request.uid());
  }

  private static void endAnswer(JsonBytes out, String status, String message) {
    out.raw(",\"result\":{\"status\":").text(status);
    if (!message.isEmpty()) {
      out.raw(",\"message\":").text(message);
    }
    out.raw("}}}");
  }
}
