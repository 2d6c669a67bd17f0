package io.lepton.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Files in the format of NASA's C-MAPSS: twelve engines to train on, twelve held out. */
final class CmapssFiles {
  private CmapssFiles() {}

  /** Writes FD001, which has one line that is none. */
  static void write(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    StringBuilder remaining = new StringBuilder();
    for (int unit = 1; unit <= 12; unit++) {
      engine(train, random, unit, 60, 60);
      engine(test, random, unit, 40 + unit, 60);
      remaining.append(20 - unit).append('\n');
    }
    train.append("13 1 what is this\n");
    Files.writeString(folder.resolve("train_FD001.txt"), train);
    Files.writeString(folder.resolve("test_FD001.txt"), test);
    Files.writeString(folder.resolve("RUL_FD001.txt"), remaining);
  }

  private static void engine(StringBuilder file, Random random, int unit, int cycles, int life) {
    for (int cycle = 1; cycle <= cycles; cycle++) {
      file.append(unit).append(' ').append(cycle).append(" 0.0 0.0 100.0");
      for (int sensor = 1; sensor <= 21; sensor++) {
        double wear = sensor % 3 == 0 ? 0 : (double) cycle / life;
        file.append(
            String.format(Locale.ROOT, " %.4f", 100 * sensor + wear + random.nextGaussian() / 10));
      }
      file.append('\n');
    }
  }
}
