package io.phasegate.reconciler.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeTest {

  @Test
  void messageOfMillionsOfCharactersIsCutWhenItIsMade() {
    Notice notice = Notice.warning("GenerationFailed", "line ".repeat(1_000_000));

    assertThat(notice.message()).hasSize(Notice.LONGEST).startsWith("line line ").endsWith("…");
  }
}
