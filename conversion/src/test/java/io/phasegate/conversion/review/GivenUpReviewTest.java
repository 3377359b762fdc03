package io.phasegate.conversion.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.conversion.Converter;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.Kinds;
import io.phasegate.conversion.review.ReviewAnswer.Review;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reviews that nobody waits for any more. */
class GivenUpReviewTest {

  private static final int LEAVES = 15_000;

  private final List<Throwable> faults = new ArrayList<>();

  private final ConversionReviews reviews =
      new ConversionReviews(new Converter(Kinds.registry())::convert, faults::add);

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100, 1_000, LEAVES})
  void T10_workInsideOneObjectStopsWhereverItIs(int patience) {
    var asked = new AtomicInteger();
    Demand ending = () -> asked.incrementAndGet() <= patience;

    assertThatThrownBy(() -> reviews.answer(ofManyLeaves(), ending))
        .isInstanceOf(Demand.Ended.class);

    assertThat(asked).as("nothing goes on").hasValue(patience + 1);
    assertThat(faults).as("it is nobody's fault").isEmpty();
  }

  @Test
  void T10_whatSomebodyWaitsForIsCarriedThrough() {
    var asked = new AtomicInteger();
    Demand lasting = () -> asked.incrementAndGet() > 0;

    var answer = reviews.answer(ofManyLeaves(), lasting);

    assertThat(answer)
        .isInstanceOfSatisfying(
            Review.class,
            review -> assertThat(review.outcome()).isEqualTo(ReviewAnswer.Outcome.SUCCESS));
    assertThat(asked).as("asked for each leaf that could be left out").hasValueGreaterThan(LEAVES);
  }

  /** One object whose blob is too large for an annotation: each leaf is looked at. */
  private static byte[] ofManyLeaves() {
    String leaves =
        IntStream.range(0, LEAVES)
            .mapToObj(i -> "\"leaf-number-%d\": \"%d\"".formatted(i, i))
            .collect(Collectors.joining(","));
    return """
    {"kind": "ConversionReview", "apiVersion": "apiextensions.k8s.io/v1",
     "request": {"uid": "u", "desiredAPIVersion": "nvidia.com/v1beta1", "objects": [
      {"apiVersion": "nvidia.com/v1alpha1", "kind": "DynamoGraphDeploymentRequest",
       "metadata": {"name": "a"}, "spec": {"profilingConfig": {"config": {%s}}}}]}}
    """
        .formatted(leaves)
        .getBytes(UTF_8);
  }
}
