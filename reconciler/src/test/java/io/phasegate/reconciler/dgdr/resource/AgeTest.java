package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T12:00:00Z, 2026-11-21T12:00:01Z, true",
    "2026-11-21T12:00:00Z, 2026-11-21T12:00:00Z, false",
    "2026-11-21T12:00:01Z, 2026-11-21T12:00:00Z, false",
    ", 2026-11-21T12:00:00Z, false",
    "2026-11-21T12:00:00Z, , false",
    "yesterday, 2026-11-21T12:00:00Z, false"
  })
  void onlyWhatWasSurelyThereFirstIsOlder(String object, String request, boolean older) {
    assertThat(Age.isOlder(created(object), created(request))).isEqualTo(older);
  }

  private static ConfigMap created(String time) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withCreationTimestamp(time)
        .endMetadata()
        .build();
  }
}
