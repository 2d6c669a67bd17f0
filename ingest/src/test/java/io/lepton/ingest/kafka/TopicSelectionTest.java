package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.lepton.lake.config.InvalidConfigException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicSelectionTest {
  @Test
  void topicsAreNamedOrMatched() {
    assertThat(read("topic = a").sparkOption()).isEqualTo(Map.entry("subscribe", "a"));
    assertThat(read("topics = [a, b.c]").sparkOption()).isEqualTo(Map.entry("subscribe", "a,b.c"));
    assertThat(read("topics = [a, b.c]").names()).containsExactly("a", "b.c");
    assertThat(read("topic-pattern = \"plant-.*\"").sparkOption())
        .isEqualTo(Map.entry("subscribePattern", "plant-.*"));
  }

  @Test
  void aPatternMatchesWholeNames() {
    TopicSelection plants = TopicSelection.matching("plant-.");

    assertThat(plants.among(List.of("plant-2", "plant-1", "plant-10", "my-plant-1")))
        .containsExactly("plant-1", "plant-2");
    assertThat(plants.names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
other = 1                      | topic: missing
topics = [b], topic-pattern = b | topic-pattern: set beside topics (expected: one of the two)
topic = "a b"                  | topic: 'a b' (expected: 1 to 249 letters, digits,
topic = ".."                   | topic: '..' (expected: 1 to 249 letters, digits,
topics = ["a,b", c]            | topics: 'a,b' (expected: 1 to 249 letters, digits,
topics = []                    | topics: [] (expected: at least one topic)
topics = [a, b, a]             | topics: [a, b, a] (expected: each once)
topic-pattern = "a("           | topic-pattern: 'a(' (expected: a regular expression of Java): Unclosed group
""")
  void whatIsWrongIsNamed(String config, String problem) {
    assertThatThrownBy(() -> read(config))
        .isInstanceOf(InvalidConfigException.class)
        .extracting(e -> e.getMessage().replace(" (line 1)", ""), as(STRING))
        .contains("s." + problem);
  }

  @Test
  void travelsToOtherMachines() throws Exception {
    for (TopicSelection selection : List.of(read("topics = [a, b]"), read("topic-pattern = a"))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(selection);
      InputStream in = new ByteArrayInputStream(bytes.toByteArray());

      assertThat(new ObjectInputStream(in).readObject()).isEqualTo(selection);
    }
  }

  private static TopicSelection read(String lines) {
    return TestingSection.read(lines, TopicSelection::read);
  }
}
