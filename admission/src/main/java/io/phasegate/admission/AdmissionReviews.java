package io.phasegate.admission;

import io.phasegate.admission.patch.JsonPatch;
import io.phasegate.admission.rule.Operation;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.Json;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.Scratch;
import io.phasegate.conversion.review.ReviewAnswer;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.function.Consumer;

/**
 * Answers {@code AdmissionReview}s of {@code admission.k8s.io/v1}. Safe for many threads.
 *
 * <p>What nothing may hold up is let through before anybody looks at kinds: DELETE and CONNECT,
 * subresources, and updates of an object that is being deleted, for those remove finalizers (A6,
 * A22, A23).
 */
public final class AdmissionReviews {

  private static final String VERSION = "admission.k8s.io/v1";

  private final Admission admission;
  private final Judgements judgements;
  private final Consumer<Throwable> faults;
  private final Scratch scratch = new Scratch();

  /** Hears of every judgement, for counting. */
  @FunctionalInterface
  public interface Judgements {
    void judged(Operation operation, JsonObject object, Outcome outcome);
  }

  /**
   * @param faults is told what went wrong in us, for the log; the answer has none of it
   */
  public AdmissionReviews(Admission admission, Consumer<Throwable> faults) {
    this(admission, (_, _, _) -> {}, faults);
  }

  /**
   * @param judgements hears of every write that was judged or filled in
   * @param faults is told what went wrong in us, for the log; the answer has none of it
   */
  public AdmissionReviews(Admission admission, Judgements judgements, Consumer<Throwable> faults) {
    this.admission = admission;
    this.judgements = judgements;
    this.faults = faults;
  }

  /**
   * Judges a write. The answer never has a patch (A3).
   *
   * @param body the request's bytes, UTF-8 JSON; not changed
   */
  public ReviewAnswer validate(byte[] body) {
    return validate(body, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public ReviewAnswer validate(byte[] body, Demand demand) {
    return answer(body, write -> judge(write, demand));
  }

  /**
   * Fills in what a new object should have. The answer has a patch only if there was something to
   * fill in (A2).
   *
   * @param body the request's bytes, UTF-8 JSON; not changed
   */
  public ReviewAnswer mutate(byte[] body) {
    return mutate(body, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public ReviewAnswer mutate(byte[] body, Demand demand) {
    return answer(body, write -> fillIn(write, demand));
  }

  /** A write with its objects read. */
  private record Write(Operation operation, JsonObject object, JsonObject oldObject) {}

  private interface Judge {
    AdmissionResponse judge(Write write);
  }

  private ReviewAnswer answer(byte[] body, Judge judge) {
    AdmissionRequest request = AdmissionRequest.read(body, scratch);
    if (request.frame().uid().isEmpty()) {
      return new NotAReview(request.frame().whyNoUid());
    }
    AdmissionResponse response;
    try {
      response = respond(request, judge);
    } catch (BadReview e) {
      response = new AdmissionResponse.BadRequest(e.sentence);
    } catch (Demand.Ended e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      faults.accept(e);
      response = new AdmissionResponse.OurFault();
    }
    return new Review(response.review(request.frame().uid()), response.outcome());
  }

  private AdmissionResponse respond(AdmissionRequest request, Judge judge) throws BadReview {
    checkFrame(request);
    if (request.isNeverHeldUp()) {
      return AdmissionResponse.allowed();
    }
    Operation operation = operation(request);
    JsonObject object = object(request.object(), "request.object");
    JsonObject oldObject =
        operation == Operation.UPDATE
            ? object(request.oldObject(), "request.oldObject")
            : JsonObject.empty();
    AdmissionResponse response =
        operation == Operation.UPDATE && isOnItsWayOut(object)
            ? AdmissionResponse.allowed()
            : judge.judge(new Write(operation, object, oldObject));
    judgements.judged(operation, object, response.outcome());
    return response;
  }

  private static boolean isOnItsWayOut(JsonObject object) {
    Json deletion = object.at("metadata.deletionTimestamp").orElse(Json.Null.NULL);
    return deletion != Json.Null.NULL;
  }

  private static Operation operation(AdmissionRequest request) throws BadReview {
    return switch (request.operation()) {
      case "CREATE" -> Operation.CREATE;
      case "UPDATE" -> Operation.UPDATE;
      default -> throw new BadReview("request.operation must be CREATE, UPDATE, DELETE or CONNECT");
    };
  }

  private static void checkFrame(AdmissionRequest request) throws BadReview {
    String fault = request.frame().fault("AdmissionReview", VERSION);
    if (!fault.isEmpty()) {
      throw new BadReview(fault);
    }
  }

  private static JsonObject object(AdmissionRequest.Sent sent, String name) throws BadReview {
    if (!sent.fault().isEmpty()) {
      throw new BadReview(name + ": " + sent.fault());
    }
    return switch (sent.value()) {
      case JsonObject object -> object;
      case Json.Null _ -> throw new BadReview(name + " is missing");
      default -> throw new BadReview(name + " must be an object");
    };
  }

  private AdmissionResponse judge(Write write, Demand demand) {
    return switch (admission.validate(
        write.operation(), write.object(), write.oldObject(), demand)) {
      case Verdict.Allowed(var warnings) -> new AdmissionResponse.Allowed(warnings);
      case Verdict.Invalid(var violations, var warnings) ->
          new AdmissionResponse.Invalid(write.object(), violations, warnings);
      case Verdict.NotServed(var reason) -> new AdmissionResponse.BadRequest(reason);
    };
  }

  private AdmissionResponse fillIn(Write write, Demand demand) {
    return switch (admission.fillIn(write.operation(), write.object(), write.oldObject(), demand)) {
      case Filling.Filled(var object) -> {
        JsonPatch patch = JsonPatch.between(write.object(), object);
        yield patch.isEmpty() ? AdmissionResponse.allowed() : new AdmissionResponse.Patched(patch);
      }
      case Filling.NotServed(var reason) -> new AdmissionResponse.BadRequest(reason);
    };
  }

  /** The review is none that can be judged; the sentence says why. */
  private static final class BadReview extends Exception {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    BadReview(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }
}
