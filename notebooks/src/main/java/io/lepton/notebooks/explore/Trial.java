package io.lepton.notebooks.explore;

import io.lepton.jobs.console.Lines;
import io.lepton.jobs.training.TrainingCurve;
import java.util.List;

/**
 * A training that was published nowhere.
 *
 * @param trainingSet table and version it learnt from
 * @param network its layers in words
 * @param curve how it went
 * @param unit what its predictions count
 */
public record Trial(String trainingSet, String network, TrainingCurve curve, String unit) {
  /** Its epochs. */
  public Table epochs() {
    return Table.of(
        List.of("epoch", "training", "validation", "windows/s", "divergence"),
        curve.epochs().stream()
            .map(
                e ->
                    List.<Object>of(
                        e.epoch(),
                        e.trainingLoss(),
                        e.validationScore(),
                        e.windowsPerSecond(),
                        e.divergence()))
            .toList());
  }

  /** The best epoch's score on validation devices; the lower, the better. */
  public double validationScore() {
    return curve.epochs().get(curve.bestEpoch() - 1).validationScore();
  }

  @Override
  public String toString() {
    return "%s: validation %s %s after epoch %d of %d"
        .formatted(
            network,
            curve.score().words(),
            Lines.number(validationScore()),
            curve.bestEpoch(),
            curve.epochs().size());
  }
}
