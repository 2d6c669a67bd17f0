package io.lepton.jobs.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void aTerminalIsToldNothing() {
    assertThat(PrintableText.of("a\u001b[2Jb\n\u202e°".getBytes(UTF_8)))
        .isEqualTo("a\\x1b[2Jb\\n\\u202e°");
  }

  @Test
  void longTextIsShortened() {
    assertThat(PrintableText.of("x".repeat(1000))).hasSize(PrintableText.LONGEST).endsWith("...");
    assertThat(PrintableText.of("x".repeat(190))).hasSize(190);
  }
}
