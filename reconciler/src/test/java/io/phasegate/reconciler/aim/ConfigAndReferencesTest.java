package io.phasegate.reconciler.aim;

import static io.phasegate.reconciler.aim.Life.CLAIM;
import static io.phasegate.reconciler.aim.Life.DOWNLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.phasegate.reconciler.aim.config.RuntimeConfigs;
import io.phasegate.reconciler.aim.resource.AimClusterRuntimeConfig;
import io.phasegate.reconciler.aim.resource.AimRuntimeConfig;
import io.phasegate.reconciler.aim.settings.ArtifactSettings;
import io.phasegate.reconciler.engine.error.CategorizedError;
import io.phasegate.reconciler.engine.kind.Watch;
import io.phasegate.reconciler.engine.pass.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an artifact refers to: configs, Secrets, ConfigMaps; spec/engine.md 1.10, 6.9, case 116. */
class ConfigAndReferencesTest {

  private static final String TOKEN =
      """
      size: 1Gi
      env:
        - name: HF_TOKEN
          valueFrom: {secretKeyRef: {name: hf-token, key: token}}
      """;

  @Test
  void case116NamedConfigThatIsNotThereParksAndThenProceeds() {
    Life life = Life.of("size: 1Gi\nruntimeConfigName: nope");

    Outcome outcome = life.settle();
    assertThat(life.stage.condition("RuntimeConfigReady")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.stage.message("RuntimeConfigReady")).contains("nope");
    assertThat(life.stage.condition("ConfigValid")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.stage.condition("Ready")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.stage.word()).isEqualTo("Failed");
    assertThat(life.cluster.all(PersistentVolumeClaim.class)).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Recheck.class);

    life.cluster.holds(Life.config("nope", "{}"));
    life.settle();
    assertThat(life.stage.condition("RuntimeConfigReady")).isEqualTo("True/ConfigFound");
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void configsWakeUpThoseThatMeanThem() {
    var kind = new ArtifactKind(ArtifactSettings.defaults());
    var named = Life.artifact("runtimeConfigName: s3");
    var byDefault = Life.artifact("");

    assertThat(kind.watches())
        .filteredOn(watch -> watch.wakes() instanceof Watch.Wakes.Referring)
        .<Class<?>>map(Watch::type)
        .containsExactly(AimRuntimeConfig.class, AimClusterRuntimeConfig.class);
    assertThat(RuntimeConfigs.isMeant(named, Life.config("s3", "{}"))).isTrue();
    assertThat(RuntimeConfigs.isMeant(byDefault, Life.config("s3", "{}"))).isFalse();
    assertThat(RuntimeConfigs.isMeant(byDefault, Life.config("default", "{}"))).isTrue();
  }

  @Test
  void case121PodsWakeUpTheirArtifactWhenTheirStatusChanges() {
    Pod pending =
        new PodBuilder()
            .withNewMetadata()
            .withName("p")
            .withNamespace("team-a")
            .addToLabels("aim.eai.amd.com/cache.name", "tiny")
            .endMetadata()
            .withStatus(Life.phase("Pending"))
            .build();
    Pod running = new PodBuilder(pending).withStatus(Life.running()).build();
    Pod annotated =
        new PodBuilder(pending).editMetadata().addToAnnotations("a", "b").endMetadata().build();

    Watch<Pod> watch = podWatch();

    assertThat(watch.matters().test(pending, running)).isTrue();
    assertThat(watch.matters().test(pending, annotated)).isFalse();
    assertThat(
            watch.wakes() instanceof Watch.Wakes.Named<Pod>(var by)
                ? by.apply(running)
                : Set.<Watch.Primary>of())
        .containsExactly(new Watch.Primary("team-a", "tiny"));
  }

  @SuppressWarnings("unchecked")
  private static Watch<Pod> podWatch() {
    return new ArtifactKind(ArtifactSettings.defaults())
        .watches().stream()
            .filter(watch -> watch.type() == Pod.class)
            .map(watch -> (Watch<Pod>) watch)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void explicitZeroOfTheNamespaceOverridesTheClusters() {
    Life life = Life.of("size: 5Gi");
    var far = new AimClusterRuntimeConfig();
    far.setMetadata(new ObjectMetaBuilder().withName("default").build());
    far.setSpec(
        Life.config("x", "storage: {pvcHeadroomPercent: 50, defaultStorageClassName: fast}")
            .getSpec());
    life.cluster.holds(far);
    life.cluster.holds(Life.config("default", "storage: {pvcHeadroomPercent: 0}"));

    life.settle();

    assertThat(life.stage.status().text("allocatedSize")).isEqualTo("5Gi");
    assertThat(life.stage.status().tree().path("headroomPercent").asInt(-1)).isZero();
    assertThat(life.claim().getSpec().getStorageClassName()).isEqualTo("fast");
  }

  @Test
  void configThatChangesLaterLeavesVolumeAndRunningJobAlone() {
    Life life = Life.sized().downloading();
    life.pod(DOWNLOAD, Life.running());
    life.settle();

    life.cluster.holds(
        Life.config("default", "storage: {pvcHeadroomPercent: 90}\nenv: [{name: A, value: b}]"));
    life.pass();

    assertThat(life.cluster.writes()).isEmpty();
    assertThat(life.stage.condition("RuntimeConfigReady")).isEqualTo("True/ConfigFound");
    assertThat(life.stage.status().tree().path("headroomPercent").asInt()).isEqualTo(10);
  }

  @Test
  void labelsThatTheConfigNamesGoAlong() {
    var artifact = Life.artifact("size: 1Gi");
    artifact
        .getMetadata()
        .setLabels(Map.of("team.example.com/cost", "42", "other.example.com/x", "y"));
    Life life = Life.of(artifact);
    life.cluster.holds(
        Life.config("default", "labelPropagation: {enabled: true, match: ['team.example.com/*']}"));

    life.settle();

    assertThat(life.claim().getMetadata().getLabels())
        .containsEntry("team.example.com/cost", "42")
        .containsEntry("aim.eai.amd.com/cache.name", "tiny")
        .containsEntry("aim.eai.amd.com/artifact.name", "tiny")
        .doesNotContainKey("other.example.com/x");
  }

  private static final String BAD_DIVISOR =
      """
      env:
        - {name: FINE, value: x}
        - name: MEMORY
          valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: ""}}
      """;

  @Test
  void variableThatKubernetesCannotHoldIsAWrongSpec() {
    Life life = Life.of("size: 1Gi\n" + BAD_DIVISOR);

    Outcome outcome = life.settle();

    assertThat(life.stage.condition("EnvReady")).isEqualTo("False/InvalidEnv");
    assertThat(life.stage.message("EnvReady"))
        .isEqualTo(
            "spec.env[1].valueFrom.resourceFieldRef.divisor \"\" is no quantity; write one such as"
                + " 1Mi, or leave it out");
    assertThat(life.stage.condition("Ready")).isEqualTo("False/InvalidSpec");
    assertThat(life.cluster.writes()).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Recheck.class);

    life.edits("size: 1Gi").settle();
    assertThat(life.stage.condition("EnvReady")).isEqualTo("absent");
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void whatAWrongVariableWouldMakeOfAJobReplacesNone() {
    Life life = Life.sized().downloading();
    life.exhausted(DOWNLOAD).settle();
    String before = life.job(DOWNLOAD).getMetadata().getUid();

    life.edits("size: 1Gi\n" + BAD_DIVISOR).settle();

    assertThat(life.job(DOWNLOAD).getMetadata().getUid()).isEqualTo(before);
    assertThat(life.stage.condition("DownloadJobReady")).isEqualTo("False/JobBackoffLimitExceeded");
  }

  @Test
  void configThatKubernetesCannotHoldIsAWrongSpecAndNamed() {
    Life life = Life.sized();
    life.cluster.holds(Life.config("default", BAD_DIVISOR));

    Outcome outcome = life.settle();

    assertThat(life.stage.condition("RuntimeConfigReady")).isEqualTo("False/InvalidConfig");
    assertThat(life.stage.message("RuntimeConfigReady"))
        .startsWith("AIMRuntimeConfig team-a/default: spec.env[1].valueFrom.resourceFieldRef");
    assertThat(life.stage.condition("Ready")).isEqualTo("False/InvalidSpec");
    assertThat(life.cluster.writes()).isEmpty();
    assertThat(outcome).isInstanceOf(Outcome.Recheck.class);

    life.cluster.holds(Life.config("default", "{}"));
    life.settle();
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void outageWhileLookingForTheConfigIsNobodysFault() {
    Life life = Life.sized();
    life.cluster.fails(
        "get AIMRuntimeConfig", CategorizedError.infrastructure("ServiceUnavailable", "503"));

    Outcome outcome = life.pass();

    assertThat(outcome).isInstanceOf(Outcome.BackOff.class);
    assertThat(life.stage.condition("DependenciesReachable"))
        .isEqualTo("False/InfrastructureError");
    assertThat(life.cluster.writes()).isEmpty();
  }

  @Test
  void secretThatIsNotThereIsAskedForBeforeAnyJobIsMade() {
    Life life = Life.of(TOKEN);

    Outcome outcome = life.pass();
    assertThat(life.stage.condition("ReferencesReady")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.stage.message("ReferencesReady"))
        .isEqualTo(
            "env HF_TOKEN refers to Secret team-a/hf-token, which does not exist; create it");
    assertThat(life.stage.condition("ConfigValid")).isEqualTo("False/ReferenceNotFound");
    assertThat(life.cluster.writes()).isEmpty();
    assertThat(outcome).isEqualTo(new Outcome.AgainAfter(Duration.ofSeconds(30)));

    life.cluster.holds(secret("hf-token", "token"));
    life.settle();
    assertThat(life.stage.condition("ReferencesReady")).isEqualTo("absent");
    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void keyThatIsNotInTheSecretIsAWrongSpec() {
    Life life = Life.of(TOKEN);
    life.cluster.holds(secret("hf-token", "tokn"));

    life.pass();

    assertThat(life.stage.condition("ReferencesReady")).isEqualTo("False/KeyMissing");
    assertThat(life.stage.condition("ConfigValid")).isEqualTo("False/InvalidSpec");
  }

  @Test
  void optionalReferenceMayBeMissing() {
    Life life = Life.of(TOKEN.replace("key: token", "key: token, optional: true"));

    life.settle();

    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
  }

  @Test
  void pullSecretMustBeThereAndHoldCredentials() {
    Life life = Life.of("size: 1Gi\nimagePullSecrets: [{name: registry}]");

    life.pass();
    assertThat(life.stage.condition("ReferencesReady")).isEqualTo("False/ReferenceNotFound");

    life.cluster.holds(secret("registry", "password"));
    life.pass();
    assertThat(life.stage.condition("ReferencesReady")).isEqualTo("False/KeyMissing");

    life.cluster.holds(secret("registry", ".dockerconfigjson"));
    life.settle();
    assertThat(life.job(DOWNLOAD).getSpec().getTemplate().getSpec().getImagePullSecrets())
        .singleElement()
        .satisfies(each -> assertThat(each.getName()).isEqualTo("registry"));
  }

  @Test
  void whereWeMayNotLookTheKubeletHasTheWord() {
    Life life = Life.of(TOKEN);
    life.cluster.fails("get Secret", CategorizedError.auth("Forbidden", "may not"));

    life.settle();

    life.pod(DOWNLOAD, Life.waiting("CreateContainerConfigError", "secret \"hf-token\" not found"));
    life.settle();
    assertThat(life.stage.condition("DownloadJobPodsReady"))
        .isEqualTo("False/CreateContainerConfigError");
    assertThat(life.stage.condition("ConfigValid")).isEqualTo("False/ReferenceNotFound");
  }

  @Test
  void namespacedReconcilerNeitherGrantsNorReadsClusterConfigs() {
    Life life =
        Life.of(Life.artifact("size: 1Gi"), ArtifactSettings.defaults().withoutClusterRights());
    life.cluster.fails(
        "get AIMClusterRuntimeConfig", CategorizedError.auth("Forbidden", "may not"));
    life.cluster.fails("get RoleBinding", CategorizedError.auth("Forbidden", "may not"));

    life.settle();

    assertThat(life.cluster.find(Job.class, DOWNLOAD)).isPresent();
    assertThat(life.cluster.find(PersistentVolumeClaim.class, CLAIM)).isPresent();
  }

  @Test
  void bindingThatCannotBeSeenIsSaid() {
    Life life = Life.sized();
    life.cluster.fails("get RoleBinding", CategorizedError.auth("Forbidden", "may not"));

    life.pass();

    assertThat(life.stage.condition("DownloadAccessReady")).isEqualTo("False/Forbidden");
    assertThat(life.stage.condition("AuthValid")).isEqualTo("False/AuthError");
  }

  private static Secret secret(String name, String key) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("team-a")
        .endMetadata()
        .addToData(key, "c2VjcmV0")
        .build();
  }
}
