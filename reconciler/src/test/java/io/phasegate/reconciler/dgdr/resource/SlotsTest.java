package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.resource.Slots.BaseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases 19 and 20 of spec/dgdr.md section 10, as far as reading goes. */
class SlotsTest {

  private static final String REF = "nvidia.com/dgdr-config-map-ref";
  private static final String CLAIM = "nvidia.com/dgdr-output-pvc";

  @Test
  void withoutAnnotationsThereIsNothing() {
    var slots = Slots.of(Requests.tiny());

    assertThat(slots.baseConfig()).isEmpty();
    assertThat(slots.outputClaim()).isEmpty();
    assertThat(slots.remarks()).isEmpty();
  }

  @Test
  void aReferenceNamesConfigMapAndKey() {
    var slots = Slots.of(Requests.annotated(REF, "{\"name\":\"chat-base\",\"key\":\"base.yaml\"}"));

    assertThat(slots.baseConfig()).contains(new BaseConfig("chat-base", "base.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"b\"}",
        "{\"name\":\"b\",\"key\":\"\"}",
        "{\"name\":\"b\",\"key\":null}"
      })
  void withoutKeyItIsDisaggYaml(String annotation) {
    var slots = Slots.of(Requests.annotated(REF, annotation));

    assertThat(slots.baseConfig()).contains(new BaseConfig("b", "disagg.yaml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"b\"",
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":7}",
        "{\"name\":\"../x\"}",
        "{\"name\":\"b\",\"key\":7}",
        "{\"name\":\"b\",\"key\":\"../../etc/passwd\"}"
      })
  void aMalformedReferenceCountsAsAbsentAndIsNamed(String annotation) {
    var slots = Slots.of(Requests.annotated(REF, annotation));

    assertThat(slots.baseConfig()).isEmpty();
    assertThat(slots.remarks()).singleElement().asString().contains(REF, "must be JSON such as");
  }

  @Test
  void aClaimIsTakenVerbatim() {
    assertThat(Slots.of(Requests.annotated(CLAIM, "profiling-out")).outputClaim())
        .isEqualTo("profiling-out");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "$(reboot)", "claim\n", "UPPER"})
  void aClaimThatCanBeNoNameCountsAsAbsentAndIsNamed(String annotation) {
    var slots = Slots.of(Requests.annotated(CLAIM, annotation));

    assertThat(slots.outputClaim()).isEmpty();
    assertThat(slots.remarks()).singleElement().asString().contains(CLAIM);
  }
}
