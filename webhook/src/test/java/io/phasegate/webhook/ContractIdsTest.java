package io.phasegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every rule of the API server's contract, of admission and of what went wrong elsewhere is a test
 * with the rule's id in its name; where a rule is about the API server alone, there is none.
 */
class ContractIdsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST_NAME = Pattern.compile("\\bvoid (\\w+)\\(");

  private static final List<String> TRANSPORT =
      List.of("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12");

  private static final List<String> CONVERSION =
      List.of(
          "V1", "V2", "V3", "V4", "V9", "V10", "W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9",
          "W10", "W13", "K1", "K3", "K4");

  /** A1 to A8 are two things: facts of the contract, and rules of v1alpha1. */
  private static final List<String> ADMISSION =
      List.of(
          "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A14", "A19", "A22",
          "A23", "B1", "B2", "B5", "B6", "B7", "B8", "B9", "B10", "B11", "B12", "B13", "B15");

  private static final List<String> DEMANDS =
      List.of(
          "D02", "D09", "D12", "D15", "D21", "D22", "D27", "D33", "D34", "D35", "D36", "D39", "D40",
          "D42", "D43", "D52", "D58");

  @Test
  void everyIdIsInTheNameOfATest() throws IOException {
    assertThat(idsInTestNames()).containsAll(TRANSPORT);
    assertThat(idsInTestNames()).containsAll(CONVERSION);
    assertThat(idsInTestNames()).containsAll(ADMISSION);
    assertThat(idsInTestNames()).containsAll(DEMANDS);
  }

  private static Set<String> idsInTestNames() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (String module : List.of("admission", "conversion", "manifests", "testkit", "webhook")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .flatMap(file -> TEST_NAME.matcher(text(file)).results())
            .flatMap(name -> Stream.of(name.group(1).split("_", -1)))
            .forEach(ids::add);
      }
    }
    return ids;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
