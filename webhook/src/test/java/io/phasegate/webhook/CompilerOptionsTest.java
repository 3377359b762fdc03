package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM says nothing about a method that it does not find. */
class CompilerOptionsTest {

  private static final String OPTION = "-XX:CompileCommand=dontinline,";

  @ParameterizedTest
  @MethodSource("methods")
  void methodThatTheOptionsNameIsThere(String method) throws ClassNotFoundException {
    String[] parts = method.split("::", 2);

    Class<?> owner = Class.forName(parts[0]);

    assertThat(parts[1].equals("*") || hasMethod(owner, parts[1])).isTrue();
  }

  private static boolean hasMethod(Class<?> owner, String name) {
    return Arrays.stream(owner.getDeclaredMethods()).anyMatch(own -> own.getName().equals(name));
  }

  static Stream<String> methods() throws IOException {
    return Files.readAllLines(Path.of("src/main/jvm/webhook.options")).stream()
        .filter(line -> line.startsWith(OPTION))
        .map(line -> line.substring(OPTION.length()));
  }
}
