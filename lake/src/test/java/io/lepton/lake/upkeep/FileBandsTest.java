package io.lepton.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileBandsTest {
  private static final long MIB = 1 << 20;

  @Test
  void countsFilesAndBytesByBandWithEachLimitInTheUpperOne() {
    FileBands bands =
        FileBands.of(List.of(0L, MIB - 1, MIB, 16 * MIB, 64 * MIB - 1, 64 * MIB, 256 * MIB));
    assertThat(bands.bands())
        .containsEntry(FileBands.Band.TINY, new FileBands.Tally(2, MIB - 1))
        .containsEntry(FileBands.Band.SMALL, new FileBands.Tally(1, MIB))
        .containsEntry(FileBands.Band.MIDDLING, new FileBands.Tally(2, 80 * MIB - 1))
        .containsEntry(FileBands.Band.GOOD, new FileBands.Tally(1, 64 * MIB))
        .containsEntry(FileBands.Band.LARGE, new FileBands.Tally(1, 256 * MIB));
    assertThat(bands.total()).isEqualTo(new FileBands.Tally(7, 402 * MIB - 2));
  }

  @Test
  void namesTheBandsThatHoldSomething() {
    assertThat(FileBands.of(List.of(5L, 6L, 64 * MIB)).described())
        .isEqualTo("2 of < 1 MiB, 1 of 64-256 MiB");
    assertThat(FileBands.of(List.of()).described()).isEqualTo("no files");
  }
}
