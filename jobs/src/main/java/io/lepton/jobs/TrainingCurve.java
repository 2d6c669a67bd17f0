package io.lepton.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.training.EpochReport;
import io.lepton.training.Score;
import io.lepton.training.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How training went, as it is kept beside the network.
 *
 * @param score what training and validation are measured in
 * @param epochs in order
 * @param bestEpoch the one the network is from, from 1
 * @param windows of the training split
 * @param seconds of the whole training
 * @param workers that trained side by side
 */
record TrainingCurve(
    Score score, List<Epoch> epochs, int bestEpoch, long windows, double seconds, int workers) {
  /** File of a model version. */
  static final String FILE = "training.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * One epoch.
   *
   * @param epoch from 1
   * @param trainingLoss over the epoch's windows, in terms of the score
   * @param validationScore after the epoch; NaN without a validation split
   * @param windows trained
   * @param miniBatches trained, by all workers
   * @param averagings of the workers' parameters
   * @param divergence of the workers from their mean
   * @param windowsPerSecond training speed
   */
  record Epoch(
      int epoch,
      double trainingLoss,
      double validationScore,
      long windows,
      int miniBatches,
      int averagings,
      double divergence,
      double windowsPerSecond) {
    static Epoch of(EpochReport report) {
      return new Epoch(
          report.epoch(),
          report.trainingLoss(),
          report.validationScore().orElse(Double.NaN),
          report.windows(),
          report.miniBatches(),
          report.averagings(),
          report.divergence(),
          report.windowsPerSecond());
    }
  }

  /** Copies the list. */
  TrainingCurve {
    epochs = List.copyOf(epochs);
  }

  static TrainingCurve of(TrainingReport report, int workers) {
    return new TrainingCurve(
        report.score(),
        report.epochs().stream().map(Epoch::of).toList(),
        report.bestEpoch(),
        report.windows(),
        report.seconds(),
        workers);
  }

  byte[] json() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a curve is plain data", e);
    }
  }

  static TrainingCurve parse(byte[] json) {
    try {
      return JSON.readValue(json, TrainingCurve.class);
    } catch (IOException e) {
      throw new IllegalStateException("the checksum of " + FILE + " was right", e);
    }
  }
}
