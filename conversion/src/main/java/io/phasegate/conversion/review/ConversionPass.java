package io.phasegate.conversion.review;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonCursor;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.JsonWriter;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.MalformedJson.DuplicateKey;
import io.phasegate.conversion.review.ConversionReviews.Conversions;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One pass over a conversion review: each object is read, converted and written into the answer
 * before the next one is looked at, so that there is one small tree at a time. For that the frame
 * must be known when the objects come, and the API server writes it so. A review in another order
 * is good too: its objects stay where they are until the frame is read.
 */
final class ConversionPass implements ReviewFrame.Members, Member.Items {

  private final byte[] body;
  private final Conversions conversions;
  private final Demand demand;
  private final ConversionAnswer answer;
  private final Refusals refusals = new Refusals();
  private Optional<Throwable> breakdown = Optional.empty();
  private String desired = "";
  private boolean objectsSeen;
  private Slice waiting = Slice.NONE;
  private int index;

  ConversionPass(byte[] body, Conversions conversions, Demand demand) {
    this.body = body;
    this.conversions = conversions;
    this.demand = demand;
    this.answer = new ConversionAnswer(body.length);
  }

  /** The version asked for; empty when it is absent. */
  String desired() {
    return desired;
  }

  /** What could not be converted and why. */
  Refusals refusals() {
    return refusals;
  }

  /** What broke in us, if anything did. */
  Optional<Throwable> breakdown() {
    return breakdown;
  }

  @Override
  public void take(ReviewFrame frame, Member member) throws MalformedJson {
    switch (member.name()) {
      case "desiredAPIVersion" -> {
        member.once(desired.isEmpty());
        desired = member.text();
      }
      case "objects" -> {
        member.once(!objectsSeen);
        objectsSeen = true;
        if (ConversionReviews.fault(frame, desired).isEmpty() && !frame.uid().isEmpty()) {
          answer.start(frame);
          member.each(this);
        } else {
          waiting = member.slice();
        }
      }
      default -> {}
    }
  }

  /**
   * The answer, once the whole frame is read and good. Converts what has waited for it.
   *
   * @throws MalformedJson when the objects that have waited are no list
   */
  JsonBytes finish(ReviewFrame frame) throws MalformedJson {
    answer.start(frame);
    if (!waiting.isNone()) {
      var objects = new JsonCursor(body, waiting.offset(), waiting.length());
      objects.next();
      Member.each(objects, "request.objects", this);
    }
    return answer.success();
  }

  @Override
  public void take(Json value, Slice slice) {
    if (breakdown.isEmpty()) {
      demand.check();
      try {
        convert(value, slice);
      } catch (Demand.Ended e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        breakdown = Optional.of(e);
      }
    }
    index++;
  }

  @Override
  public void refuse(DuplicateKey reason) {
    demand.check();
    refuse(reason::reason);
    index++;
  }

  private void convert(Json value, Slice slice) {
    if (!(value instanceof JsonObject object)) {
      refuse(() -> "this is no object");
    } else if (object.get("apiVersion").filter(version -> version.isText(desired)).isPresent()) {
      // An object of the desired version goes out byte for byte (C1).
      answer.object().raw(body, slice.offset(), slice.length());
    } else {
      switch (conversions.convert(object, ApiVersion.of(desired), demand)) {
        case Conversion.Converted(var converted) -> JsonWriter.write(converted, answer.object());
        case Conversion.Refused(var reason) -> refuse(() -> name(object) + reason);
      }
    }
  }

  private void refuse(Supplier<String> reason) {
    refusals.add(() -> "objects[%d]: %s".formatted(index, reason.get()));
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
}
