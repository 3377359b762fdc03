package io.phasegate.testkit.cluster.programs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What decides where programs come from.
 *
 * @param variables the environment; an empty value counts as none
 * @param home the home folder, under which the cache lies
 * @param workingDirectory where the search for the repository starts
 * @param kubernetesVersion for instance {@code 1.36.3}
 */
public record Surroundings(
    Map<String, String> variables, Path home, Path workingDirectory, String kubernetesVersion) {

  /** The system property that names the Kubernetes version; Maven sets it for tests. */
  public static final String VERSION_PROPERTY = "phasegate.kubernetes.version";

  /** The Kubernetes version where the property does not say (ruling 22). */
  public static final String DEFAULT_VERSION = "1.36.3";

  private static final String BUILD_FOLDER = ".ci/apiserver";

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /** The surroundings of this JVM. */
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home"))),
        Path.of("").toAbsolutePath(),
        System.getProperty(VERSION_PROPERTY, DEFAULT_VERSION));
  }

  /** The same, but searched from another folder. */
  public Surroundings at(Path folder) {
    return new Surroundings(variables, home, folder, kubernetesVersion);
  }

  /** What {@value ClusterWish#VARIABLE} asks for. */
  public ClusterWish wish() {
    return ClusterWish.of(variable(ClusterWish.VARIABLE));
  }

  /** The value of an environment variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** The folder where programs of this Kubernetes version are kept between runs. */
  Path cache() {
    return variable("XDG_CACHE_HOME")
        .map(Path::of)
        .orElse(home.resolve(".cache"))
        .resolve("phasegate/cluster")
        .resolve(kubernetesVersion);
  }

  /** The script that builds the programs, in the repository around the working directory. */
  Optional<Path> buildScript() {
    return Stream.<Path>iterate(
            workingDirectory.toAbsolutePath(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(BUILD_FOLDER).resolve("build"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Where a program stands on the {@code PATH}. */
  Optional<Path> onPath(String program) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(variable("PATH").orElse(""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(program))
        .filter(Files::isExecutable)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
