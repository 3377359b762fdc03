package io.phasegate.reconciler.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionMessageTest {

  @Test
  void secretsInQuotesOfPythonAreHidden() {
    assertThat(ConditionMessage.tidy("{'password': 'abc', 'n': 1}"))
        .isEqualTo("{'password': '***, 'n': 1}");
  }

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
          {"api_key": "sk-123456", "n": 1}     | {"api_key": "***", "n": 1}
          msg="{\\"api_key\\": \\"sk-1\\"}" | msg="{\\"api_key\\": \\"***"}"
          {"hf_token":"hf_abc"}                | {"hf_token":"***"}
          clone https://u:pw@host/r failed     | clone https://***@host/r failed
          GET https://ghp_abc@host:8443        | GET https://***@host:8443
          https://u:p@ss@host/r                | https://***@host/r
          id AKIAIOSFODNN7EXAMPLE is unknown   | id *** is unknown
          (ASIAIOSFODNN7EXAMPLE)               | (***)
          AKIAIOSFODNN7 is short               | AKIAIOSFODNN7 is short
          XAKIAIOSFODNN7EXAMPLES               | XAKIAIOSFODNN7EXAMPLES
          see https://host/a@b, or ask me@host | see https://host/a@b, or ask me@host
          pull reg.example/m@sha256:0a         | pull reg.example/m@sha256:0a
          the field "key" is missing           | the field "key" is missing
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
  @ValueSource(
      strings = {"key", "key=", "key\"", "bearer ", "-", "KeyMissing:", "://", "://a", "AKIA"})
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void hostileTextTakesNoLongerThanAnyOther(String piece) {
    String text = piece.repeat(ConditionMessage.LONGEST);

    assertThat(ConditionMessage.tidy(text)).hasSizeLessThanOrEqualTo(ConditionMessage.LONGEST);
  }
}
