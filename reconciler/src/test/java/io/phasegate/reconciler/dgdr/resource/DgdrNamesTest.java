package io.phasegate.reconciler.dgdr.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DgdrNamesTest {

  @Test
  void ordinaryNamesAreReadable() {
    assertThat(DgdrNames.job("chat-a1")).isEqualTo("profile-chat-a1");
    assertThat(DgdrNames.output("chat-a1")).isEqualTo("dgdr-output-chat-a1");
    assertThat(DgdrNames.deployment("chat-a1")).isEqualTo("chat-a1-dgd");
  }

  @Test
  void theLongestNameThatAdmissionTakesStaysWhole() {
    String name = "a".repeat(55);

    assertThat(DgdrNames.job(name)).isEqualTo("profile-" + name).hasSize(63);
    assertThat(DgdrNames.deployment(name)).isEqualTo(name + "-dgd");
  }

  @Test
  void longerNamesEndInAHashAndStayApart() {
    String one = "x".repeat(200) + "1";
    String two = "x".repeat(200) + "2";

    for (String name : List.of(one, two)) {
      assertThat(DgdrNames.job(name)).hasSizeLessThanOrEqualTo(63);
      assertThat(DgdrNames.deployment(name)).hasSizeLessThanOrEqualTo(63).endsWith("-dgd");
      assertThat(DgdrNames.label(name)).hasSizeLessThanOrEqualTo(63);
      assertThat(DgdrNames.output("y".repeat(50) + name)).hasSizeLessThanOrEqualTo(253);
    }
    assertThat(DgdrNames.job(one)).isNotEqualTo(DgdrNames.job(two));
    assertThat(DgdrNames.label(one)).isNotEqualTo(DgdrNames.label(two));
  }

  @Test
  void aCutNeverLeavesANameThatKubernetesRefuses() {
    for (int dots = 40; dots < 60; dots++) {
      String name = "a".repeat(dots) + "." + "b".repeat(100);

      assertThat(DgdrNames.isObjectName(DgdrNames.job(name))).as(name).isTrue();
      assertThat(DgdrNames.isObjectName(DgdrNames.deployment(name))).as(name).isTrue();
    }
  }

  @Test
  void namesWithShellCharactersAreNoObjectNames() {
    assertThat(List.of("$(id)", "a;b", "A", "a_b", "-a", "a-", "a..b", "", "../etc"))
        .noneMatch(DgdrNames::isObjectName);
  }
}
