package io.lepton.notebooks.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void valuesAreShortAndInUtc() {
    Table table =
        Table.of(
            List.of("what"),
            List.of(
                List.of(1234567L),
                List.of(0.123456),
                List.of(Vectors.dense(0.123456, -2)),
                List.of(Map.of("rmse", 16.396149)),
                List.of(Timestamp.from(Instant.parse("2026-01-02T03:04:05Z"))),
                List.of("{\"a\":\n1}".getBytes(StandardCharsets.UTF_8)),
                Arrays.asList((Object) null)));
    assertThat(table.rows())
        .containsExactly(
            List.of("1,234,567"),
            List.of("0.1235"),
            List.of("[0.1235, -2]"),
            List.of("rmse 16.4"),
            List.of("2026-01-02 03:04:05"),
            List.of("{\"a\":\\n1}"),
            List.of("–"));
  }

  @Test
  void whatTelemetrySaysIsNoPartOfThePage() {
    Table table =
        Table.of(
            List.of("a<b", "n"),
            List.of(List.of("<script>alert(1)</script>", 5), Arrays.asList("5", null)));
    assertThat(table.html())
        .contains(
            "<th style=\"text-align:left\">a&lt;b</th>",
            "<th style=\"text-align:right\">n</th>",
            "&lt;script&gt;",
            "text-align:right;white-space:nowrap\">5<")
        .doesNotContain("<script>");
  }
}
