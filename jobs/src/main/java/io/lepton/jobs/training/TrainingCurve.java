package io.lepton.jobs.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lepton.training.EpochReport;
import io.lepton.training.Score;
import io.lepton.training.TrainedEnsemble;
import io.lepton.training.TrainedNetwork;
import io.lepton.training.TrainingReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How training went, as it is kept beside the network.
 *
 * @param score what training and validation are measured in
 * @param epochs in order; of an ensemble those of its first member
 * @param bestEpoch the one the network is from, from 1
 * @param windows of the training split
 * @param seconds of the whole training, of all members
 * @param workers that trained side by side
 * @param members of an ensemble from the second on; versions of before there were any have none
 * @param validationScore of the members' mean; NaN without a validation split
 */
public record TrainingCurve(
    Score score,
    List<Epoch> epochs,
    int bestEpoch,
    long windows,
    double seconds,
    int workers,
    List<Member> members,
    double validationScore) {
  /** File of a model version. */
  public static final String FILE = "training.json";

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
   * @param divergence of the workers from their mean, mean over the averagings
   * @param largestDivergence of all averagings; NaN where nobody told
   * @param divergences of each averaging in order, or the largest of as many in a row where there
   *     were more than fifty; none in an older file
   * @param windowsPerSecond training speed
   */
  public record Epoch(
      int epoch,
      double trainingLoss,
      double validationScore,
      long windows,
      int miniBatches,
      int averagings,
      double divergence,
      double largestDivergence,
      List<Double> divergences,
      double windowsPerSecond) {
    /** Copies the list. */
    public Epoch {
      largestDivergence = divergences == null ? Double.NaN : largestDivergence; // an older file
      divergences = divergences == null ? List.of() : List.copyOf(divergences);
    }

    static Epoch of(EpochReport report) {
      return new Epoch(
          report.epoch(),
          report.trainingLoss(),
          report.validationScore().orElse(Double.NaN),
          report.windows(),
          report.miniBatches(),
          report.averagings(),
          report.divergence().mean(),
          report.divergence().largest(),
          report.divergence().peaks(),
          report.windowsPerSecond());
    }
  }

  /**
   * How a further member of an ensemble was trained.
   *
   * @param epochs in order
   * @param bestEpoch the one its network is from, from 1
   */
  record Member(List<Epoch> epochs, int bestEpoch) {
    /** Copies the list. */
    Member {
      epochs = List.copyOf(epochs);
    }

    static Member of(TrainingReport report) {
      return new Member(report.epochs().stream().map(Epoch::of).toList(), report.bestEpoch());
    }
  }

  /** Copies the lists. */
  public TrainingCurve {
    epochs = List.copyOf(epochs);
    members = members == null ? List.of() : List.copyOf(members); // an older file
  }

  /** Of a training, whether or not it is published. */
  public static TrainingCurve of(TrainedEnsemble trained, int workers) {
    List<TrainingReport> reports = trained.members().stream().map(TrainedNetwork::report).toList();
    TrainingReport first = reports.get(0);
    Member shown = Member.of(first);
    return new TrainingCurve(
        trained.score(),
        shown.epochs(),
        shown.bestEpoch(),
        first.windows(),
        reports.stream().mapToDouble(TrainingReport::seconds).sum(),
        workers,
        reports.stream().skip(1).map(Member::of).toList(),
        trained.validationScore().orElse(Double.NaN));
  }

  /** The best epoch's validation score of each member; empty where there is but one network. */
  public List<Double> memberScores() {
    List<Double> scores = new ArrayList<>();
    if (!members.isEmpty()) {
      scores.add(epochs.get(bestEpoch - 1).validationScore());
      members.forEach(m -> scores.add(m.epochs().get(m.bestEpoch() - 1).validationScore()));
    }
    return scores;
  }

  byte[] json() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a curve is plain data", e);
    }
  }

  public static TrainingCurve parse(byte[] json) {
    try {
      return JSON.readValue(json, TrainingCurve.class);
    } catch (IOException e) {
      throw new IllegalStateException("the checksum of " + FILE + " was right", e);
    }
  }
}
