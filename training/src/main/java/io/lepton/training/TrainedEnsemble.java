package io.lepton.training;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Networks trained alike from different seeds, whose outputs are averaged: what each learned by
 * chance cancels out (Hansen and Salamon 1990; Lakshminarayanan et al. 2017).
 *
 * @param members in the order of their seeds, at least one
 * @param validationScore of the averaged outputs; empty without a validation split
 */
public record TrainedEnsemble(List<TrainedNetwork> members, OptionalDouble validationScore) {
  /** Copies the list. */
  public TrainedEnsemble {
    members = List.copyOf(members);
    Check.argument(!members.isEmpty(), "members", "[]", "at least one");
    requireNonNull(validationScore, "validationScore");
  }

  /** What training and validation are measured in. */
  public Score score() {
    return members.get(0).report().score();
  }

  /** Mean of the members' losses in the epochs they are from. */
  public double trainingLoss() {
    return members.stream()
        .mapToDouble(member -> member.report().best().trainingLoss())
        .average()
        .orElseThrow();
  }

  /** The networks as Deeplearning4j's zips. */
  public List<byte[]> models() {
    return members.stream().map(TrainedNetwork::model).toList();
  }
}
