package io.phasegate.reconciler.dgdr.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.phasegate.conversion.json.JsonObject;
import io.phasegate.reconciler.dgdr.Requests;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.dgdr.settings.DgdrSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.error.ErrorCategory;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.resource.ResourceRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spec/dgdr.md 5.10 and ruling 42. */
class HardwareTest {

  private static final JsonObject NO_BLOB = JsonObject.empty();
  private static final Node H100 = node("h100-a", "8", "NVIDIA-H100-80GB-HBM3", "81559");

  @Test
  void withoutAnyFactAllComeFromTheBestNode() {
    var known = known(Requests.tiny(), node("t4", "4", "Tesla-T4", "15360"), H100);

    assertThat(known.facts())
        .isEqualTo(
            Requests.tree("{gpuSku: h100_sxm, vramMb: 81559, numGpusPerNode: 8, totalGpus: 16}"));
    assertThat(known.explanation())
        .contains("NVIDIA-H100-80GB-HBM3", "from node h100-a", "nodes have different GPUs");
  }

  @Test
  void amongNodesWithEquallyManyGpusTheOneWithMoreMemoryCounts() {
    var known =
        known(
            Requests.tiny(),
            node("small", "8", "NVIDIA-A100-SXM4-40GB", "40960"),
            node("large", "8", "NVIDIA-A100-SXM4-80GB", "81920"));

    assertThat(known.facts().get("vramMb").orElseThrow()).hasToString("81920");
  }

  @Test
  void factsOfTheUserAreNeverOverwritten() {
    var request = Requests.with("{hardware: {gpuSku: h100_sxm, rdma: true, totalGpus: 2}}");

    var known = known(request, H100);

    assertThat(known.facts())
        .isEqualTo(
            Requests.tree(
                "{gpuSku: h100_sxm, rdma: true, totalGpus: 2, vramMb: 81559, numGpusPerNode: 8}"));
  }

  @Test
  void aGivenSkuChoosesAmongNodes() {
    var request = Requests.with("{hardware: {gpuSku: t4}}");

    var known = known(request, H100, node("t4", "4", "Tesla-T4", "15360"));

    assertThat(known.facts())
        .isEqualTo(Requests.tree("{gpuSku: t4, vramMb: 15360, numGpusPerNode: 4, totalGpus: 4}"));
  }

  @Test
  void withAllFactsGivenNobodyLooksAtNodes() {
    var request = Requests.with("{hardware: {gpuSku: t4, vramMb: 1, numGpusPerNode: 1}}");

    assertThat(Hardware.needsNodes(request, NO_BLOB)).isFalse();
    assertThat(known(request, H100).facts())
        .isEqualTo(request.getSpec().get("hardware").orElseThrow());
  }

  @Test
  void aLargeClusterIsCappedAndTheMessageSaysSo() {
    Node[] nodes = new Node[5];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = node("n" + i, "8", "NVIDIA-H200", "143771");
    }

    var known = known(Requests.tiny(), nodes);

    assertThat(known.facts().get("totalGpus").orElseThrow()).hasToString("32");
    assertThat(known.explanation()).contains("of 40 GPUs 32", "write spec.hardware.totalGpus");
  }

  @Test
  void aProductWithoutWordGivesNoSkuAndIsNamed() {
    var known = known(Requests.tiny(), node("n", "2", "NVIDIA-A10", "23028"));

    assertThat(known.facts().has("gpuSku")).isFalse();
    assertThat(known.facts().has("numGpusPerNode")).isTrue();
    assertThat(known.explanation()).contains("\"NVIDIA-A10\" has no gpuSku");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "many", "99999999999999999999"})
  void labelsThatAreNoCountMakeNoGpus(String count) {
    assertThat(of(Requests.tiny(), NO_BLOB, node("n", count, "Tesla-T4", "1")))
        .isInstanceOf(Hardware.Unknown.class);
  }

  @Test
  void slicesOfAGpuAreNotTakenForWholes() {
    assertThat(
            of(
                Requests.tiny(),
                NO_BLOB,
                node("n", "7", "NVIDIA-A100-SXM4-80GB-MIG-1g.10gb", "9984")))
        .isInstanceOf(Hardware.Unknown.class);
  }

  @Test
  void withoutAnyFactAndAnyNodeTheMessageSaysWhatToWrite() {
    assertThat(of(Requests.tiny(), NO_BLOB))
        .isInstanceOfSatisfying(
            Hardware.Unknown.class,
            no -> assertThat(no.why()).contains("spec.hardware.gpuSku, vramMb and numGpusPerNode"));
  }

  @Test
  void partOfTheFactsIsEnoughWhenNodesCannotBeRead() {
    var request = Requests.with("{hardware: {numGpusPerNode: 8}}");

    var hardware =
        Hardware.of(request, NO_BLOB, FetchResult.skipped("reading nodes is off"), discovery());

    assertThat(hardware)
        .isInstanceOfSatisfying(
            Hardware.Known.class,
            known -> {
              assertThat(known.facts()).isEqualTo(Requests.tree("{numGpusPerNode: 8}"));
              assertThat(known.explanation()).contains("reading nodes is off");
            });
  }

  @Test
  void anApiServerThatIsAwayIsNoAnswer() {
    FetchResult<List<Node>> away =
        FetchResult.failed(
            new ResourceRef("v1", "Node", "", ""),
            CategorizedError.infrastructure("Timeout", "no answer in time"));

    assertThat(Hardware.of(Requests.tiny(), NO_BLOB, away, discovery()))
        .isEqualTo(
            new Hardware.NotNow(
                CategorizedError.infrastructure(
                    "Timeout", "nodes could not be listed: no answer in time")));
  }

  @Test
  void missingRightSaysWhatBothUserAndAdministratorCanDo() {
    FetchResult<List<Node>> forbidden =
        FetchResult.failed(
            new ResourceRef("v1", "Node", "", ""),
            CategorizedError.auth("Forbidden", "nodes is forbidden"));

    var hardware = Hardware.of(Requests.tiny(), NO_BLOB, forbidden, discovery());

    assertThat(hardware)
        .isInstanceOfSatisfying(
            Hardware.NotNow.class,
            no -> {
              assertThat(no.error().category()).isEqualTo(ErrorCategory.AUTH);
              assertThat(no.error().message())
                  .contains("nodes is forbidden", "spec.hardware.gpuSku", "right to list nodes");
            });
  }

  @Test
  void missingRightIsNoMatterWherePartOfTheFactsIsGiven() {
    var request = Requests.with("{hardware: {gpuSku: h200_sxm}}");
    FetchResult<List<Node>> forbidden =
        FetchResult.failed(
            new ResourceRef("v1", "Node", "", ""),
            CategorizedError.auth("Forbidden", "nodes is forbidden"));

    assertThat(Hardware.of(request, NO_BLOB, forbidden, discovery()))
        .isInstanceOf(Hardware.Known.class);
  }

  @Test
  void whereNodesAreNotReadTheUserLearnsWhatToWrite() {
    var hardware =
        Hardware.of(
            Requests.tiny(), NO_BLOB, FetchResult.skipped("nodes are not looked at"), discovery());

    assertThat(hardware)
        .isInstanceOfSatisfying(
            Hardware.Unknown.class,
            no ->
                assertThat(no.why())
                    .contains(
                        "nodes are not looked at", "spec.hardware.gpuSku", "--gpu-discovery"));
  }

  @Test
  void whatV1alpha1KeptCountsBeforeNodesDo() {
    var request = Requests.resource("/dgdr/chat-a1-v1alpha1.yaml");
    var blob = io.phasegate.reconciler.dgdr.output.LegacyOverrides.create().profilerBlob(request);

    var known = (Hardware.Known) of(request, blob, H100);

    assertThat(known.facts())
        .isEqualTo(Requests.tree("{gpuSku: h200_sxm, vramMb: 141120, numGpusPerNode: 8}"));
    assertThat(known.explanation()).contains("from profilingConfig.config.hardware");
    assertThat(known.in(request.getSpec()).get("hardware")).contains(known.facts());
  }

  private static Hardware.Known known(DynamoGraphDeploymentRequest request, Node... nodes) {
    return (Hardware.Known) of(request, NO_BLOB, nodes);
  }

  private static Hardware of(DynamoGraphDeploymentRequest request, JsonObject blob, Node... nodes) {
    return Hardware.of(request, blob, FetchResult.found(List.of(nodes)), discovery());
  }

  private static DgdrSettings.Discovery discovery() {
    return DgdrSettings.defaults().discovery();
  }

  private static Node node(String name, String count, String product, String memory) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(
            Map.of(
                "nvidia.com/gpu.count", count,
                "nvidia.com/gpu.product", product,
                "nvidia.com/gpu.memory", memory))
        .endMetadata()
        .build();
  }
}
