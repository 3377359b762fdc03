package io.phasegate.reconciler.dgdr.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.phasegate.conversion.crd.Crds;
import io.phasegate.conversion.json.Json;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuSkuTest {

  @ParameterizedTest
  @CsvSource({
    "NVIDIA-GB200, gb200_sxm",
    "NVIDIA-B200, b200_sxm",
    "NVIDIA-B300-SXM6-AC, b300_sxm",
    "NVIDIA-H200, h200_sxm",
    "NVIDIA-H200-NVL, h200_sxm",
    "H200-SXM5, h200_sxm",
    "NVIDIA-H100-80GB-HBM3, h100_sxm",
    "NVIDIA-H100-PCIe, h100_pcie",
    "NVIDIA-H100-NVL, h100_pcie",
    "NVIDIA-A100-SXM4-80GB, a100_sxm",
    "NVIDIA-A100-PCIE-40GB, a100_pcie",
    "NVIDIA-A100-80GB-PCIe, a100_pcie",
    "NVIDIA-A30, a30",
    "NVIDIA-L40S, l40s",
    "NVIDIA-L40, l40",
    "NVIDIA-L4, l4",
    "Tesla-V100-SXM2-16GB, v100_sxm",
    "Tesla-V100-PCIE-16GB, v100_pcie",
    "Tesla-T4, t4",
    "NVIDIA-GB10, gb10",
    "AMD Instinct MI250X, mi200",
    "AMD_Instinct_MI300X, mi300",
    "NVIDIA-H100-80GB-HBM3-SHARED, h100_sxm",
    "h100_pcie, h100_pcie",
  })
  void productsHaveTheirWord(String product, String word) {
    assertThat(GpuSku.of(product)).contains(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "NVIDIA-A10", "NVIDIA-GeForce-RTX-4090", "NVIDIA-A40", "XH100", "$(id)"})
  void productsThatTheCrdHasNoWordForHaveNone(String product) {
    assertThat(GpuSku.of(product)).isEmpty();
  }

  @Test
  void theWordsAreThoseOfTheCrd() {
    var schema =
        Crds.read("dynamographdeploymentrequests")
            .storageVersion()
            .schema()
            .at("properties.spec.properties.hardware.properties.gpuSku.enum")
            .flatMap(Json::asArray)
            .orElseThrow();

    assertThat(
            schema.items().stream()
                .map(word -> word.asText().orElseThrow())
                .collect(Collectors.toSet()))
        .isEqualTo(GpuSku.WORDS);
  }
}
