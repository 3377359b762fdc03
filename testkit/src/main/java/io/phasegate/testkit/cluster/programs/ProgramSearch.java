package io.phasegate.testkit.cluster.programs;

import static java.util.stream.Collectors.joining;

import io.phasegate.testkit.cluster.programs.ClusterPrograms.Found;
import io.phasegate.testkit.cluster.programs.ClusterPrograms.Missing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The order of search of {@link ClusterPrograms}. */
final class ProgramSearch {

  private static final String ASSETS = "KUBEBUILDER_ASSETS";

  private final Surroundings surroundings;
  private final Consumer<String> progress;

  ProgramSearch(Surroundings surroundings, Consumer<String> progress) {
    this.surroundings = surroundings;
    this.progress = progress;
  }

  ClusterPrograms find(Set<Program> needed) {
    Map<Program, Path> here = look();
    List<Program> absent = absent(needed, here);
    return absent.isEmpty() ? new Found(here) : build(needed, absent);
  }

  private ClusterPrograms build(Set<Program> needed, List<Program> absent) {
    Optional<Path> script = surroundings.buildScript();
    if (script.isEmpty()) {
      return missing(
          absent,
          "set "
              + ASSETS
              + " to a folder that holds them, or start in a checkout of Phasegate, which can build"
              + " them");
    }
    if (surroundings.onPath("go").isEmpty()) {
      return missing(
          absent,
          "install Go 1.26 and they are built on first use (about 7 minutes), or set "
              + ASSETS
              + " to a folder that holds them");
    }
    var builder = new ProgramBuild(surroundings, script.get(), progress);
    for (ProgramBuild.Part part : ProgramBuild.parts(absent)) {
      Optional<String> failure = builder.run(part);
      if (failure.isPresent()) {
        return missing(absent, failure.get());
      }
    }
    Map<Program, Path> here = look();
    List<Program> still = absent(needed, here);
    return still.isEmpty()
        ? new Found(here)
        : missing(still, script.get() + " ended well but did not make them");
  }

  /** Everything that is in one of the folders; the first folder wins. */
  private Map<Program, Path> look() {
    Map<Program, Path> here = new EnumMap<>(Program.class);
    for (ProgramFolder folder : folders()) {
      for (Program program : Program.values()) {
        folder.find(program).ifPresent(path -> here.putIfAbsent(program, path));
      }
    }
    return here;
  }

  private List<ProgramFolder> folders() {
    List<ProgramFolder> folders = new ArrayList<>();
    surroundings.variable(ASSETS).map(Path::of).map(ProgramFolder::new).ifPresent(folders::add);
    folders.add(new ProgramFolder(surroundings.cache()));
    return folders;
  }

  private static List<Program> absent(Set<Program> needed, Map<Program, Path> here) {
    return needed.stream().filter(program -> !here.containsKey(program)).sorted().toList();
  }

  private Missing missing(List<Program> absent, String remedy) {
    String names = absent.stream().map(Program::fileName).collect(joining(", "));
    String places = folders().stream().map(f -> f.path().toString()).collect(joining(" or "));
    return new Missing(
        "The programs of Kubernetes %s are not all there (no %s in %s); %s."
            .formatted(surroundings.kubernetesVersion(), names, places, remedy));
  }
}
