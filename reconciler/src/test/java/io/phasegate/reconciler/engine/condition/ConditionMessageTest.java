package io.phasegate.reconciler.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionMessageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HF_TOKEN=hf_abc and more             | HF_TOKEN=*** and more
          api-key: "abc", user: me             | api-key: "***", user: me
          Authorization: Bearer abc.def        | Authorization: Bearer ***
          password=a token=b                   | password=*** token=***
          KeyMissing: env A refers to Secret s | KeyMissing: env A refers to Secret s
          KeyMissing: token=abc                | KeyMissing: token=***
          the key is under the mat             | the key is under the mat
          secretKeyRef.key: Invalid value: "." | secretKeyRef.key: Invalid value: "."
          secretRef.name: Required value       | secretRef.name: Required value
          """)
  void secretsAreHiddenAndReasonsAreNot(String text, String shown) {
    assertThat(ConditionMessage.tidy(text)).isEqualTo(shown);
  }

  @Test
  void controlCharactersBecomeASpaceButForLinesAndTabs() {
    assertThat(ConditionMessage.tidy("a\u0000\u001b\u007fb\n\tc")).isEqualTo("a b\n\tc");
  }

  /** A pattern that looks back took nine minutes for the first, on a thread that others needed. */
  @ParameterizedTest
  @ValueSource(strings = {"key", "key=", "bearer ", "-", "KeyMissing:"})
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void hostileTextTakesNoLongerThanAnyOther(String piece) {
    String text = piece.repeat(ConditionMessage.LONGEST);

    assertThat(ConditionMessage.tidy(text)).hasSizeLessThanOrEqualTo(ConditionMessage.LONGEST);
  }
}
