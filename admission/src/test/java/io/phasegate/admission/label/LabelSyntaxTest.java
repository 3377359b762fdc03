package io.phasegate.admission.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSyntaxTest {

  /** As Kubernetes spells what it takes (apimachinery, {@code IsQualifiedName}). */
  private static final Pattern KEY =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
              + "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private static final String SIGNS = "aZ0-_./é";

  private static final int TEXTS = 100_000;

  @Test
  void keysAreThoseThatKubernetesTakes() {
    long seed = 20_261_130L;
    System.out.println("keys of labels, seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      assertThat(LabelSyntax.isKey(text)).as(text).isEqualTo(KEY.matcher(text).matches());
    }
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(8), 0, SIGNS.length())
        .mapToObj(i -> SIGNS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b.c", "registry.example.com"})
  void aSubdomainIsWordsOfSmallLettersWithDotsBetween(String name) {
    assertThat(LabelSyntax.isSubdomain(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "-a", "a-.b", "A", "a_b", "a b", "é"})
  void whatHasNoWordsIsNoSubdomain(String name) {
    assertThat(LabelSyntax.isSubdomain(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gold", "A-1_b.c", "9", ""})
  void aLabelsValueMayBeEmptyOrAName(String value) {
    assertThat(LabelSyntax.isValue(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "gold-", ".gold", "two words", "a/b", "größe"})
  void whatIsNoNameIsNoValue(String value) {
    assertThat(LabelSyntax.isValue(value)).isFalse();
  }

  @Test
  void aNameHas63CharactersAtMostAndTheDnsNameInFrontOfIt253() {
    String name = "n".repeat(63);
    String dnsName = "d".repeat(253);

    assertThat(LabelSyntax.isKey(dnsName + "/" + name)).isTrue();
    assertThat(LabelSyntax.isKey(dnsName + "/" + name + "n")).isFalse();
    assertThat(LabelSyntax.isKey(dnsName + "d/" + name)).isFalse();
    assertThat(LabelSyntax.isValue(name + "n")).isFalse();
  }

  @Test
  void theDnsNameOfAnAnnotationMayHaveCapitals() {
    assertThat(LabelSyntax.isAnnotationKey("Team.Example.com/note")).isTrue();
    assertThat(LabelSyntax.isKey("Team.Example.com/note")).isFalse();
  }

  @Test
  void anAnnotationsKeyIsMadeSmallCharacterByCharacterAsTheApiServerDoesIt() {
    assertThat(LabelSyntax.isAnnotationKey("\u0130stanbul")).isTrue();
    assertThat(LabelSyntax.isKey("\u0130stanbul")).isFalse();
  }
}
