package io.phasegate.testkit.cluster.junit;

import io.phasegate.testkit.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The namespace of one test class, created when somebody first asks for it. */
final class ClassNamespace {

  private static final int LONGEST_NAME = 50;

  private final Class<?> testClass;
  private Optional<TestNamespace> created = Optional.empty();

  ClassNamespace(Class<?> testClass) {
    this.testClass = testClass;
  }

  synchronized TestNamespace on(Cluster cluster) {
    if (created.isEmpty()) {
      var namespace = new TestNamespace(name());
      try {
        cluster.createNamespace(namespace.name());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      created = Optional.of(namespace);
    }
    return created.get();
  }

  /** The class's name as a DNS label, with something behind it that no other class has. */
  private String name() {
    String words =
        testClass
            .getSimpleName()
            .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .replace('_', '-')
            .toLowerCase(Locale.ROOT);
    String cut = words.length() > LONGEST_NAME ? words.substring(0, LONGEST_NAME) : words;
    return cut + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
