package io.lepton.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class LostOffsetsTest {
  @Test
  void expiredOffsetsAreToldByPartition() {
    List<LostRange> lost =
        List.of(new LostRange("telemetry", 0, 500, 800), new LostRange("telemetry", 2, 7, 8));

    assertThat(LostOffsets.expired("telemetry", lost))
        .hasMessage(
            """
Cannot continue 'telemetry': Kafka has deleted 301 offsets that were not ingested yet (expected: a retention longer than any pause of ingest).
  telemetry-0: offsets 500 to 799 (300) are gone
  telemetry-2: offsets 7 to 7 (1) are gone
Ingest what is left with --accept-loss.""");
  }

  @Test
  void aReplacedTopicIsToldByPartition() {
    assertThat(
            LostOffsets.replaced("pumps", List.of(new ReplacedPartition("telemetry", 1, 800, 3))))
        .hasMessageContaining("  telemetry-1: offset 800 is next, but the partition ends at 3\n")
        .hasMessageEndingWith("if the topic was deleted and made anew, give it another table.");
  }

  @Test
  void ofManyTheFirstAreShown() {
    List<LostRange> lost =
        IntStream.range(0, 1000).mapToObj(p -> new LostRange("telemetry", p, 0, 1)).toList();

    assertThat(LostOffsets.lines(lost).lines()).hasSize(21).last().isEqualTo("  and 980 more");
  }

  @Test
  void sparkGetsTheOffsetsByTopicAndNumber() {
    Map<TopicPartition, Long> offsets =
        Map.of(
            new TopicPartition("b", 10), 1L,
            new TopicPartition("b", 9), 2L,
            new TopicPartition("a", 0), 23L);

    assertThat(new Start(offsets, List.of(), List.of()).json())
        .isEqualTo("{\"a\":{\"0\":23},\"b\":{\"9\":2,\"10\":1}}");
  }
}
