package io.phasegate.reconciler.dgdr;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.phasegate.reconciler.dgdr.job.Hashes;
import io.phasegate.reconciler.dgdr.resource.DgdrNames;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeployment;
import io.phasegate.reconciler.dgdr.resource.DynamoGraphDeploymentRequest;
import io.phasegate.reconciler.engine.fetch.FetchResult;
import io.phasegate.reconciler.engine.kind.Request;
import io.phasegate.reconciler.engine.plan.Change;
import io.phasegate.reconciler.engine.resource.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put right beside the way, and that nothing is where all is well. */
class UpkeepTest {

  private static final String HASH = Hashes.acceptedSpec(Requests.tiny().getSpec());

  @ParameterizedTest
  @ValueSource(strings = {"Profiling", "Ready", "Deploying", "Deployed"})
  void noteOfTheAcceptedSpecThatSomebodyRemovedComesBack(String phase) {
    var changes = Upkeep.of(request(phase, ""), Seen.nothing());

    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Annotate.class,
            note -> {
              assertThat(note.set()).isEqualTo(Map.of(DgdrNames.ACCEPTED_SPEC_HASH, HASH));
              assertThat(note.required()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Pending", "Failed", "Dreaming"})
  void nothingIsNotedWhereNothingIsAccepted(String phase) {
    assertThat(Upkeep.of(request(phase, ""), Seen.nothing())).isEmpty();
  }

  @Test
  void noteThatIsThereIsNotWrittenAgain() {
    assertThat(Upkeep.of(request("Deployed", HASH), Seen.nothing())).isEmpty();
  }

  @Test
  void nobodyKnowsWhatWasAcceptedUnderAnEdit() {
    var edited = request("Deployed", "");
    edited.resource().getMetadata().setGeneration(2L);

    assertThat(Upkeep.of(edited, Seen.nothing())).isEmpty();
  }

  @Test
  void resultThatNobodyOwnsBecomesOurs() {
    var request = request("Profiling", HASH);

    var changes =
        Upkeep.of(request, Seen.nothing().withOutput(FetchResult.found(map("dgdr-output-tiny"))));

    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Apply.class,
            apply -> {
              assertThat(apply.ref().name()).isEqualTo("dgdr-output-tiny");
              assertThat(apply.owned()).isTrue();
              assertThat(apply.required()).isFalse();
              assertThat(((ConfigMap) apply.desired()).getData()).isNullOrEmpty();
            });
  }

  @Test
  void resultOfSomebodyElseStaysTheirs() {
    var other = Requests.named("other");
    other.getMetadata().setUid("of-another");

    var changes =
        Upkeep.of(
            request("Profiling", HASH),
            Seen.nothing().withOutput(FetchResult.found(ownedBy(other, map("dgdr-output-tiny")))));

    assertThat(changes).isEmpty();
  }

  @Test
  void whatADeploymentReadsGetsItAsAnOwnerBesideTheRequest() {
    var request = request("Deploying", HASH);

    var changes = Upkeep.of(request, deployed(ownedBy(request.resource(), map("planner"))));

    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Apply.class,
            apply -> {
              assertThat(apply.owned()).isFalse();
              assertThat(apply.desired().getMetadata().getOwnerReferences())
                  .singleElement()
                  .satisfies(owner -> {
                    assertThat(owner.getUid()).isEqualTo("dgd-uid");
                    assertThat(owner.getController()).isNull();
                  });
            });
  }

  @Test
  void whatTheDeploymentOwnsAlreadyIsLeftAlone() {
    var map = ownedBy(deployment(), map("planner"));

    assertThat(Upkeep.of(request("Deployed", HASH), deployed(map))).isEmpty();
  }

  @Test
  void labelledConfigMapOfTheUsersOwnIsLeftAlone() {
    assertThat(Upkeep.of(request("Deployed", HASH), deployed(map("users-own")))).isEmpty();
  }

  @Test
  void resultGoesWithItsRequestAndNotWithTheDeployment() {
    var request = request("Deployed", HASH);
    var output = ownedBy(request.resource(), map("dgdr-output-tiny"));

    assertThat(Upkeep.of(request, deployed(output))).isEmpty();
  }

  private static Request<DynamoGraphDeploymentRequest> request(String phase, String note) {
    var request = Requests.tiny();
    request.setStatus(Requests.tree("{phase: '%s', observedGeneration: 1}".formatted(phase)));
    if (!note.isEmpty()) {
      request.getMetadata().setAnnotations(Map.of(DgdrNames.ACCEPTED_SPEC_HASH, note));
    }
    return new Request<>(request, Instant.parse("2026-11-21T12:00:00Z"));
  }

  private static Seen deployed(ConfigMap configMap) {
    return Seen.nothing()
        .withDeployment(FetchResult.found(deployment()))
        .withConfigMaps(FetchResult.found(List.of(configMap)));
  }

  private static DynamoGraphDeployment deployment() {
    var deployment = new DynamoGraphDeployment();
    deployment.getMetadata().setName("tiny-dgd");
    deployment.getMetadata().setNamespace("inference");
    deployment.getMetadata().setUid("dgd-uid");
    deployment.getMetadata().setLabels(DgdrNames.signs("inference", "tiny"));
    return deployment;
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("inference")
        .endMetadata()
        .addToData("some", "data")
        .build();
  }

  private static ConfigMap ownedBy(HasMetadata owner, ConfigMap map) {
    map.getMetadata().setOwnerReferences(List.of(Ownership.referenceTo(owner)));
    return map;
  }
}
