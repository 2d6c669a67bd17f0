package io.lepton.jobs.report;

import static io.lepton.jobs.report.Checks.count;
import static io.lepton.jobs.report.Checks.ordered;
import static java.util.Objects.requireNonNull;

import io.lepton.features.DataHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Everything a report says; a part that is absent becomes a sentence instead of a figure.
 *
 * @param pipeline name of the pipeline
 * @param generatedAt when the figures were collected
 * @param lake path of the lake
 * @param model id of the model version, such as {@code turbofan@1}
 * @param unit what labels and predictions count, in the plural, such as {@code cycles}
 * @param ingest what arrived and what became of it
 * @param features what the model sees
 * @param health what the data behind it is like
 * @param training how the model was fitted
 * @param evaluation how good the model is on devices it never saw
 * @param lives devices whose predictions are shown over their whole life; the first three count
 * @param predictions what was written for the fleet
 */
public record ReportData(
    String pipeline,
    Instant generatedAt,
    String lake,
    Optional<String> model,
    String unit,
    Optional<Ingest> ingest,
    Optional<Features> features,
    Optional<DataHealth> health,
    Optional<Training> training,
    Optional<Evaluation> evaluation,
    List<LifeLine> lives,
    Optional<Predictions> predictions) {
  public ReportData {
    requireNonNull(pipeline, "pipeline");
    requireNonNull(generatedAt, "generatedAt");
    requireNonNull(lake, "lake");
    requireNonNull(model, "model");
    requireNonNull(unit, "unit");
    requireNonNull(ingest, "ingest");
    requireNonNull(features, "features");
    requireNonNull(health, "health");
    requireNonNull(training, "training");
    requireNonNull(evaluation, "evaluation");
    requireNonNull(predictions, "predictions");
    lives = List.copyOf(lives);
  }

  /**
   * What the tables count and, if a simulator made the messages, what it made.
   *
   * @param counted from the tables
   * @param truth from the simulator
   */
  public record Ingest(Counts counted, Optional<Counts> truth) {
    public Ingest {
      requireNonNull(counted, "counted");
      requireNonNull(truth, "truth");
    }

    /** Whether there is a truth and each figure equals it; a reason nobody names counts zero. */
    public boolean isExact() {
      return truth.filter(counted::sameAs).isPresent();
    }
  }

  /**
   * Messages and what became of them.
   *
   * @param messages read from Kafka
   * @param silver rows that passed
   * @param duplicates messages that were there already
   * @param late rows that came after a later one of their device
   * @param quarantined rejected rows by reason
   */
  public record Counts(
      long messages, long silver, long duplicates, long late, Map<String, Long> quarantined) {
    public Counts {
      count("messages", messages);
      count("silver", silver);
      count("duplicates", duplicates);
      count("late", late);
      quarantined = ordered(quarantined);
    }

    /** Rows rejected for the reason. */
    public long quarantined(String reason) {
      return quarantined.getOrDefault(reason, 0L);
    }

    private boolean sameAs(Counts other) {
      return messages == other.messages
          && silver == other.silver
          && duplicates == other.duplicates
          && late == other.late
          && Stream.of(quarantined, other.quarantined)
              .flatMap(reasons -> reasons.keySet().stream())
              .allMatch(reason -> quarantined(reason) == other.quarantined(reason));
    }
  }

  /**
   * What the model sees.
   *
   * @param devicesPerSplit by name of the split
   * @param channels names of the inputs
   * @param windowLength readings per window
   * @param regimes operating regimes the inputs are scaled in; one for none
   */
  public record Features(
      Map<String, Long> devicesPerSplit, List<String> channels, int windowLength, int regimes) {
    public Features {
      devicesPerSplit = ordered(devicesPerSplit);
      channels = List.copyOf(channels);
      count("windowLength", windowLength);
      count("regimes", regimes);
    }
  }

  /**
   * How the model was fitted.
   *
   * @param epochs in order
   * @param bestEpoch number of the epoch whose parameters were published
   * @param windows in the training split
   * @param workers that averaged their parameters
   * @param network its layers in words
   * @param took wall-clock time
   * @param settings learning parameters, in the order to show them
   */
  public record Training(
      List<Epoch> epochs,
      int bestEpoch,
      long windows,
      int workers,
      String network,
      Duration took,
      Map<String, String> settings) {
    public Training {
      epochs = List.copyOf(epochs);
      count("windows", windows);
      count("workers", workers);
      requireNonNull(network, "network");
      requireNonNull(took, "took");
      settings = ordered(settings);
    }
  }

  /**
   * One pass over the training split; NaN for what was not measured.
   *
   * @param number from 1
   * @param trainingRmse root of the training loss, in the label's unit
   * @param validationRmse on the validation devices, in the label's unit
   * @param windowsPerSecond of all workers together
   * @param divergence how far the workers' parameters were from their mean when averaged
   */
  public record Epoch(
      int number,
      double trainingRmse,
      double validationRmse,
      double windowsPerSecond,
      double divergence) {}

  /**
   * How good the model is on devices it never saw.
   *
   * @param protocol what exactly was measured
   * @param devices held out
   * @param windows scored
   * @param scores of the model
   * @param baselineRmse of always saying the mean remaining life of the training windows
   * @param rivals simple models on the same windows
   * @param verdict in a sentence whom the model beats, or whom it does not
   * @param points label and prediction; a sample will do
   */
  public record Evaluation(
      Protocol protocol,
      long devices,
      long windows,
      Scores scores,
      double baselineRmse,
      List<Rival> rivals,
      String verdict,
      List<Point> points) {
    public Evaluation {
      requireNonNull(protocol, "protocol");
      count("devices", devices);
      count("windows", windows);
      requireNonNull(scores, "scores");
      rivals = List.copyOf(rivals);
      requireNonNull(verdict, "verdict");
      points = List.copyOf(points);
    }
  }

  /**
   * What makes scores comparable.
   *
   * @param split the name of the split that was scored
   * @param cap labels above it were set to it
   * @param windows which windows count, as a noun: {@code every window}
   * @param seed of the split
   */
  public record Protocol(String split, OptionalDouble cap, String windows, long seed) {
    public Protocol {
      requireNonNull(split, "split");
      requireNonNull(cap, "cap");
      requireNonNull(windows, "windows");
    }
  }

  /**
   * Errors of predictions.
   *
   * @param rmse root mean squared error, in the label's unit
   * @param mae mean absolute error, in the label's unit
   * @param phm the asymmetric score of the PHM 2008 challenge, summed over the windows
   */
  public record Scores(double rmse, double mae, double phm) {}

  /** A simple model by its name, and its root mean squared error in the label's unit. */
  public record Rival(String name, double rmse) {
    public Rival {
      requireNonNull(name, "name");
    }
  }

  /** A window that was scored: what was true and what the model said. */
  public record Point(double label, double prediction) {}

  /**
   * A device's predictions over its life.
   *
   * @param deviceId the device
   * @param moments in order of event time
   * @param failure when it failed, if it has
   */
  public record LifeLine(String deviceId, List<Moment> moments, Optional<Instant> failure) {
    public LifeLine {
      requireNonNull(deviceId, "deviceId");
      moments = List.copyOf(moments);
      requireNonNull(failure, "failure");
    }
  }

  /**
   * A prediction and the event time it is for.
   *
   * @param time event time
   * @param truth what was true; NaN if nobody knows
   * @param prediction what the model said
   */
  public record Moment(Instant time, double truth, double prediction) {
    public Moment {
      requireNonNull(time, "time");
    }
  }

  /**
   * Predictions in the lake.
   *
   * @param byBatch rows written by batch jobs
   * @param byStream rows written by the stream
   * @param delay from event to prediction, in the stream
   * @param fleet latest prediction of each device, in any order; the ten lowest are shown
   */
  public record Predictions(
      long byBatch, long byStream, Optional<Delay> delay, List<AtRisk> fleet) {
    public Predictions {
      count("byBatch", byBatch);
      count("byStream", byStream);
      requireNonNull(delay, "delay");
      fleet = List.copyOf(fleet);
    }
  }

  /**
   * How long a prediction took to arrive.
   *
   * @param p50 half of them took less
   * @param p95 nineteen of twenty took less
   */
  public record Delay(Duration p50, Duration p95) {
    public Delay {
      requireNonNull(p50, "p50");
      requireNonNull(p95, "p95");
    }
  }

  /**
   * The latest prediction of a device.
   *
   * @param deviceId the device
   * @param time event time of the prediction
   * @param prediction remaining life
   */
  public record AtRisk(String deviceId, Instant time, double prediction) {
    public AtRisk {
      requireNonNull(deviceId, "deviceId");
      requireNonNull(time, "time");
    }
  }
}
