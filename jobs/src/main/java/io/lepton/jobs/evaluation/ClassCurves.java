package io.lepton.jobs.evaluation;

import io.lepton.features.label.Label;
import io.lepton.training.evaluation.ProbabilityScores;
import io.lepton.training.evaluation.Ranking;
import java.util.ArrayList;
import java.util.List;

/**
 * How a class is told from the others, at every threshold, and what the probabilities of it are
 * worth.
 *
 * @param name the class
 * @param share of the held-out windows that are of it, in 0..1: the precision of guessing
 * @param precisionRecall recall growing
 * @param reliability probabilities said, growing, and what came of them
 */
public record ClassCurves(
    String name,
    double share,
    List<Ranking.Operating> precisionRecall,
    List<ProbabilityScores.Bin> reliability) {
  /** Copies the lists. */
  public ClassCurves {
    precisionRecall = List.copyOf(precisionRecall);
    reliability = List.copyOf(reliability);
  }

  /** Those of each class but the first, of which there is a held-out window. */
  static List<ClassCurves> of(Label label, HeldOut heldOut) {
    List<ClassCurves> curves = new ArrayList<>();
    for (int c = 1; c < label.classes().size(); c++) {
      ClassCurves found = of(label.classes().get(c), c, heldOut);
      if (!found.precisionRecall().isEmpty()) {
        curves.add(found);
      }
    }
    return curves;
  }

  private static ClassCurves of(String name, int index, HeldOut heldOut) {
    ProbabilityScores scores = new ProbabilityScores();
    long ofClass = 0;
    for (HeldOut.Device device : heldOut.devices()) {
      for (HeldOut.Window window : device.windows()) {
        double probability = Tally.probability(window, index);
        if (Double.isNaN(probability)) {
          return new ClassCurves(name, Double.NaN, List.of(), List.of()); // of an earlier release
        }
        boolean isTrue = (int) window.truth().label() == index;
        scores.add(isTrue, probability);
        ofClass += isTrue ? 1 : 0;
      }
    }
    return new ClassCurves(
        name,
        (double) ofClass / heldOut.windows(),
        HeldOut.ranking(heldOut.devices(), index).precisionRecall(),
        scores.reliability());
  }
}
