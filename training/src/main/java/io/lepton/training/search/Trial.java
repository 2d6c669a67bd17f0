package io.lepton.training.search;

import static java.util.Objects.requireNonNull;

import io.lepton.features.ShortHash;
import io.lepton.training.TrainingConfig;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A configuration to try.
 *
 * @param number from 1, the file's own
 * @param values what it sets, by key under {@code training}; nothing for the file's own
 * @param config what comes of it
 */
public record Trial(int number, SortedMap<String, String> values, TrainingConfig config) {
  /** Copies the map. */
  public Trial {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    requireNonNull(config, "config");
  }

  /** The same for so many epochs. */
  Trial withEpochs(int epochs) {
    return new Trial(number, values, config.withEpochs(epochs));
  }

  /** Trainings of the same hash on the same training set come to the same. */
  public String hash() {
    return ShortHash.of(config.toString());
  }
}
