package io.phasegate.testkit.cluster.programs;

import static io.phasegate.testkit.cluster.programs.Program.ETCD;
import static io.phasegate.testkit.cluster.programs.Program.HELM;
import static io.phasegate.testkit.cluster.programs.Program.KUBE_APISERVER;
import static io.phasegate.testkit.cluster.programs.Program.KWOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterProgramsTest {

  @TempDir private Path machine;

  private final Map<String, String> variables = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
  private final List<String> progress = new ArrayList<>();

  @Test
  void assetsFolderOfTheUserWinsOverTheCache() throws IOException {
    Path assets = machine.resolve("assets");
    variables.put("KUBEBUILDER_ASSETS", assets.toString());
    Path mine = program(assets, "etcd");
    program(cache(), "etcd");

    assertThat(find(ETCD)).isEqualTo(new Found(Map.of(ETCD, mine)));
  }

  @Test
  void whatTheAssetsFolderLacksComesFromTheCache() throws IOException {
    Path assets = machine.resolve("assets");
    variables.put("KUBEBUILDER_ASSETS", assets.toString());
    Path etcd = program(assets, "etcd");
    Path server = program(cache(), "kube-apiserver");

    assertThat(find(ETCD, KUBE_APISERVER))
        .isEqualTo(new Found(Map.of(ETCD, etcd, KUBE_APISERVER, server)));
  }

  @Test
  void cacheLiesWhereXdgSays() throws IOException {
    variables.put("XDG_CACHE_HOME", machine.resolve("xdg").toString());
    Path etcd = program(machine.resolve("xdg/phasegate/cluster/1.36.3"), "etcd");

    assertThat(find(ETCD)).isEqualTo(new Found(Map.of(ETCD, etcd)));
  }

  @Test
  void kwokWithoutItsStagesIsNotThere() throws IOException {
    program(cache(), "kwok");

    assertThat(find(KWOK)).isInstanceOf(Missing.class);
  }

  @Test
  void withoutGoOneSentenceSaysWhatIsMissingAndHowToGetIt() throws IOException {
    buildScript("exit 0");
    program(cache(), "etcd");

    assertThat(find(ETCD, KUBE_APISERVER))
        .isEqualTo(
            new Missing(
                "The programs of Kubernetes 1.36.3 are not all there (no kube-apiserver in "
                    + cache()
                    + "); install Go 1.26 and they are built on first use (about 7 minutes), or"
                    + " set KUBEBUILDER_ASSETS to a folder that holds them."));
  }

  @Test
  void outsideOfACheckoutTheSentencePointsToTheFolder() {
    assertThat(find(ETCD))
        .isEqualTo(
            new Missing(
                "The programs of Kubernetes 1.36.3 are not all there (no etcd in "
                    + cache()
                    + "); set KUBEBUILDER_ASSETS to a folder that holds them, or start in a"
                    + " checkout of Phasegate, which can build them."));
  }

  @Test
  void whereGoIsTheProgramsAreBuiltWhileProgressIsTold() throws IOException {
    go();
    buildScript("echo building etcd ... >&2; echo '#!/bin/sh' > $2/etcd; chmod +x $2/etcd");
    Files.createDirectories(cache());

    assertThat(find(ETCD)).isEqualTo(new Found(Map.of(ETCD, cache().resolve("etcd"))));
    assertThat(progress)
        .containsExactly(
            "Building the programs of Kubernetes 1.36.3 into "
                + cache()
                + "; the first time takes about 7 minutes.",
            "building etcd ...");
  }

  @Test
  void helmIsBuiltByItself() throws IOException {
    go();
    buildScript("echo part: $3; touch $2/helm; chmod +x $2/helm");
    Files.createDirectories(cache());

    assertThat(find(HELM)).isInstanceOf(Found.class);
    assertThat(progress).last().isEqualTo("part: helm");
  }

  @Test
  void failedBuildIsMissingWithItsLastLine() throws IOException {
    go();
    buildScript("echo no space left on device >&2; exit 3");

    assertThat(find(ETCD))
        .isInstanceOfSatisfying(
            Missing.class,
            missing ->
                assertThat(missing.sentence())
                    .contains("/.ci/apiserver/build 1.36.3 " + cache())
                    .endsWith("failed with exit code 3 (no space left on device)."));
  }

  @Test
  void wishThatNobodyKnowsIsNamedWithThoseThatAreKnown() {
    variables.put("PHASEGATE_CLUSTER", "maybe");

    assertThatThrownBy(() -> surroundings().wish())
        .hasMessage("PHASEGATE_CLUSTER is \"maybe\"; write require or skip, or leave it out");
  }

  private ClusterPrograms find(Program... needed) {
    return ClusterPrograms.find(Set.of(needed), surroundings(), progress::add);
  }

  private Surroundings surroundings() {
    return new Surroundings(variables, machine, machine.resolve("checkout/module"), "1.36.3");
  }

  private Path cache() {
    return machine.resolve(".cache/phasegate/cluster/1.36.3");
  }

  private void go() throws IOException {
    program(machine.resolve("go/bin"), "go");
    variables.put("PATH", "/usr/bin:/bin:" + machine.resolve("go/bin"));
  }

  private void buildScript(String body) throws IOException {
    Path script = program(machine.resolve("checkout/.ci/apiserver"), "build");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
  }

  private static Path program(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createFile(folder.resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
