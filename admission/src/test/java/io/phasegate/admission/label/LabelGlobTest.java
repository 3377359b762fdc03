package io.phasegate.admission.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelGlobTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          team,               team
          *,                  team
          te*m,               team
          t??m,               team
          team.example.com/*, team.example.com/name
          */*,                team.example.com/name
          team-[a-c0-9],      team-b
          team-[a-c0-9],      team-7
          team-[^a-c],        team-d
          [\\]a],             ]
          \\*,                *
          a.b,                a.b
          """)
  void globMatchesTheWholeKey(String glob, String key) {
    assertThat(LabelGlob.of(glob)).hasValueSatisfying(it -> assertThat(it.matches(key)).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          team,         teams
          *,            team.example.com/name
          team?name,    team/name
          team[^a]name, team/name
          team-[a-c],   team-d
          team-[^a-c],  team-b
          a.b,          axb
          (a|b),        a
          TEAM,         team
          """)
  void globDoesNotMatchAnythingElse(String glob, String key) {
    assertThat(LabelGlob.of(glob)).hasValueSatisfying(it -> assertThat(it.matches(key)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[]", "[^]", "[a-", "[a-]", "[c-a]", "a\\", "[\\", "[-a]"})
  void whatGoCallsMalformedIsMalformed(String glob) {
    assertThat(LabelGlob.of(glob)).isEmpty();
  }

  /** No label has such characters, but somebody may write them. */
  @ParameterizedTest
  @ValueSource(strings = {"😀*", "[😀]", "\ud83d", "é?", "\u0000"})
  void anyCharacterMayStandForItself(String glob) {
    assertThat(LabelGlob.of(glob)).hasValueSatisfying(it -> assertThat(it.matches("a")).isFalse());
  }

  @Test
  void globLongerThanAnyKeyIsMalformed() {
    assertThat(LabelGlob.of("a".repeat(LabelGlob.LONGEST))).isPresent();
    assertThat(LabelGlob.of("a".repeat(LabelGlob.LONGEST + 1))).isEmpty();
  }

  /** Sixty characters can be shared out among thirty stars in more ways than there are atoms. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyStarsTakeNoLongerThanOne() {
    LabelGlob hostile = LabelGlob.of("*a".repeat(30) + "b").orElseThrow();

    assertThat(hostile.matches("a".repeat(63))).isFalse();
  }
}
