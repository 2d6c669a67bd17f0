package io.lepton.jobs.report;

import static io.lepton.jobs.report.Checks.ordered;

import java.util.List;
import java.util.Map;

/**
 * What a model version is, and where it must not be trusted.
 *
 * @param facts what it was made from and what it was measured to be, in the order to show them
 * @param limits a sentence each; none of them is a promise that there are no more
 */
public record ModelCard(Map<String, String> facts, List<String> limits) {
  /** Copies what it is given. */
  public ModelCard {
    facts = ordered(facts);
    limits = List.copyOf(limits);
  }
}
