package io.lepton.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EndToEndBenchmarkTest {
  private static final Path OURS =
      Path.of("../../jobs/src/main/resources/io/lepton/jobs/capacity/measured.json");

  @Test
  void bytesOfRowsHaveTheNamesThatAPlanTakesInPlaceOfItsOwn() throws IOException {
    assertThat(new ObjectMapper().readTree(OURS.toFile()).findValuesAsText("name"))
        .containsAll(EndToEndBenchmark.ROWS.values());
  }
}
