package io.phasegate.testkit.cluster;

import io.phasegate.testkit.cluster.programs.Program;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everybody with a token on one cluster.
 *
 * @param people the admin first, then those whom the options named
 * @param components the servers that talk to the API server, under names of their own, so that
 *     audit and admission can tell their requests from a person's
 */
record ClusterUsers(List<ClusterUser> people, List<ClusterUser> components) {

  private static final int TOKEN_BYTES = 24;

  /** Fresh tokens for everybody whom a cluster of these options knows. */
  static ClusterUsers of(ClusterOptions options) {
    var random = new SecureRandom();
    List<ClusterUser> people = new ArrayList<>();
    people.add(new ClusterUser(ClusterUser.ADMIN, List.of(ClusterUser.ADMINS), token(random)));
    options
        .users()
        .forEach((name, groups) -> people.add(new ClusterUser(name, groups, token(random))));
    List<ClusterUser> components =
        options.servers().stream()
            .map(ClusterUsers::componentName)
            .map(name -> new ClusterUser(name, List.of(ClusterUser.ADMINS), token(random)))
            .toList();
    return new ClusterUsers(List.copyOf(people), components);
  }

  /** Everybody. */
  List<ClusterUser> all() {
    return Stream.concat(people.stream(), components.stream()).toList();
  }

  /**
   * A person by name.
   *
   * @throws IllegalArgumentException when the options named nobody so
   */
  ClusterUser person(String name) {
    return find(people, name);
  }

  ClusterUser component(Program server) {
    return find(components, componentName(server));
  }

  private static ClusterUser find(List<ClusterUser> users, String name) {
    return users.stream()
        .filter(user -> user.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no user \"%s\" on this cluster; name it in its options".formatted(name)));
  }

  private static String componentName(Program server) {
    return "system:" + server.fileName();
  }

  private static String token(SecureRandom random) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
