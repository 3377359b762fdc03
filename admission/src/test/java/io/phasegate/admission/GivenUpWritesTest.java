package io.phasegate.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.admission.rule.Settings;
import io.phasegate.conversion.Demand;
import io.phasegate.conversion.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes that nobody waits for any more. */
class GivenUpWritesTest {

  private static final int CONTAINERS = 5_000;

  private final List<Throwable> faults = new ArrayList<>();

  private final AdmissionReviews reviews =
      new AdmissionReviews(
          AdmittedKinds.admission(Settings.standard(), Kinds.registry()), faults::add);

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100, 1_000, CONTAINERS})
  void T10_judgementOfOneObjectStopsWhereverItIs(int patience) {
    var asked = new AtomicInteger();
    Demand ending = () -> asked.incrementAndGet() <= patience;

    assertThatThrownBy(() -> reviews.validate(frozenEdit(), ending))
        .isInstanceOf(Demand.Ended.class);

    assertThat(asked).as("nothing goes on").hasValue(patience + 1);
    assertThat(faults).as("it is nobody's fault").isEmpty();
  }

  @Test
  void T10_fillingInStopsToo() {
    var withImage =
        AdmittedKinds.admission(Settings.standard().withDefaultImage("i:1"), Kinds.registry());
    var filling = new AdmissionReviews(withImage, faults::add);
    byte[] create =
        new String(frozenEdit(), UTF_8)
            .replace("UPDATE", "CREATE")
            .replace("\"profilerImage\": \"i\"", "\"profilerImage\": \"\"")
            .getBytes(UTF_8);

    assertThatThrownBy(() -> filling.mutate(create, () -> false)).isInstanceOf(Demand.Ended.class);
  }

  @Test
  void T10_whatSomebodyWaitsForIsCarriedThrough() {
    var asked = new AtomicInteger();
    Demand lasting = () -> asked.incrementAndGet() > 0;

    var answer = reviews.validate(frozenEdit(), lasting).toString();

    assertThat(answer).isNotEmpty();
    assertThat(asked).as("asked for each item").hasValueGreaterThan(CONTAINERS);
  }

  /** An update while work goes on in which nearly everything is another. */
  private static byte[] frozenEdit() {
    return """
    {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
     "request": {"uid": "u", "operation": "UPDATE", "object": %s, "oldObject": %s}}
    """
        .formatted(request("new"), request("old"))
        .getBytes(UTF_8);
  }

  /** What is saved of v1beta1 is checked by nobody but us, item by item. */
  private static String request(String prefix) {
    String containers =
        IntStream.range(0, CONTAINERS)
            .mapToObj(i -> "{\\\"name\\\": \\\"%s%d\\\"}".formatted(prefix, i))
            .collect(Collectors.joining(","));
    return """
    {"apiVersion": "nvidia.com/v1alpha1", "kind": "DynamoGraphDeploymentRequest",
     "metadata": {"name": "a", "annotations": {"nvidia.com/dgdr-spec": "{\\"from\\": \\"v1beta1\\",
      \\"spec\\": {\\"overrides\\": {\\"profilingJob\\": {\\"template\\": {\\"spec\\": {
      \\"containers\\": [%s]}}}}}}"}},
     "status": {"state": "Profiling"},
     "spec": {"model": "m", "backend": "vllm", "profilingConfig": {"profilerImage": "i",
      "config": {"a": 1}}}}
    """
        .formatted(containers)
        .replace("\n", " ");
  }
}
