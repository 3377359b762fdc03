package io.phasegate.conversion.review;

import io.phasegate.conversion.ApiVersion;
import io.phasegate.conversion.Conversion;
import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.json.JsonBytes;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.conversion.json.MalformedJson;
import io.phasegate.conversion.json.Scratch;
import io.phasegate.conversion.review.ReviewAnswer.NotAReview;
import io.phasegate.conversion.review.ReviewAnswer.Outcome;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.function.Consumer;

/** Answers {@code ConversionReview}s. Safe for many threads. */
public final class ConversionReviews {

  static final String VERSION = "apiextensions.k8s.io/v1";

  private final Conversions conversions;
  private final Consumer<Throwable> faults;
  private final Scratch scratch = new Scratch();

  /** What converts one object: {@link Converter#convert} in production. */
  @FunctionalInterface
  public interface Conversions {

    /**
     * Converts one object.
     *
     * @throws Demand.Ended when nobody waits for it any more
     */
    Conversion convert(JsonObject object, ApiVersion desired, Demand demand);

    /** For somebody who does not give up. */
    default Conversion convert(JsonObject object, ApiVersion desired) {
      return convert(object, desired, Demand.LASTING);
    }
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
   * <p>Beside the body this takes memory for the answer and for the tree of one object at a time.
   *
   * @param body the request's bytes, UTF-8 JSON; not changed
   */
  public ReviewAnswer answer(byte[] body) {
    return answer(body, Demand.LASTING);
  }

  /**
   * The same for somebody who may give up.
   *
   * @throws Demand.Ended when that has happened
   */
  public ReviewAnswer answer(byte[] body, Demand demand) {
    var pass = new ConversionPass(body, conversions, demand);
    ReviewFrame frame = ReviewFrame.read(body, pass, scratch);
    if (frame.uid().isEmpty()) {
      return new NotAReview(frame.whyNoUid());
    }
    String fault = fault(frame, pass.desired());
    if (!fault.isEmpty()) {
      return failure(frame, fault, Outcome.REFUSED);
    }
    return answer(frame, pass);
  }

  private ReviewAnswer answer(ReviewFrame frame, ConversionPass pass) {
    JsonBytes answer;
    try {
      answer = pass.finish(frame);
    } catch (MalformedJson e) {
      return failure(frame, e.reason(), Outcome.REFUSED);
    }
    if (pass.breakdown().isPresent()) {
      faults.accept(pass.breakdown().get());
      return failure(frame, "the conversion webhook failed; its log says why", Outcome.ERROR);
    }
    return pass.refusals().isEmpty()
        ? new Review(answer, Outcome.SUCCESS)
        : failure(frame, pass.refusals().message(), Outcome.REFUSED);
  }

  /** Why a review cannot be served, as far as it is read; empty when it can. */
  static String fault(ReviewFrame frame, String desired) {
    String fault = frame.fault("ConversionReview", VERSION);
    return fault.isEmpty() && desired.isEmpty() ? "request.desiredAPIVersion is missing" : fault;
  }

  private static ReviewAnswer failure(ReviewFrame frame, String message, Outcome outcome) {
    return new Review(ConversionAnswer.failure(frame, message), outcome);
  }
}
