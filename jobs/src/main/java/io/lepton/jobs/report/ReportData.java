package io.lepton.jobs.report;

import static io.lepton.jobs.report.Checks.count;
import static io.lepton.jobs.report.Checks.ordered;
import static java.util.Objects.requireNonNull;

import io.lepton.features.DataHealth;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.jobs.evaluation.AlarmLine;
import io.lepton.jobs.evaluation.ClassCurves;
import io.lepton.jobs.evaluation.Comparison;
import io.lepton.jobs.evaluation.Metric;
import io.lepton.training.alarm.Incident;
import io.lepton.training.evaluation.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Everything a report says; a part that is absent becomes a sentence instead of a figure.
 *
 * @param pipeline name of the pipeline
 * @param generatedAt when the figures were collected
 * @param lake path of the lake
 * @param model id of the model version, such as {@code turbofan@1}
 * @param asked what the model is asked for
 * @param ingest what arrived and what became of it
 * @param features what the model sees
 * @param health what the data behind it is like
 * @param training how the model was fitted
 * @param evaluation how good the model is on devices it never saw
 * @param lives held-out devices whose whole life is shown; the first three count
 * @param predictions what was written for the fleet
 * @param watch what alerts and drift say of it
 * @param card what the model is, and its limits
 */
public record ReportData(
    String pipeline,
    Instant generatedAt,
    String lake,
    Optional<String> model,
    Asked asked,
    Optional<Ingest> ingest,
    Optional<Features> features,
    Optional<DataHealth> health,
    Optional<Training> training,
    Optional<Evaluation> evaluation,
    List<LifeLine> lives,
    Optional<Predictions> predictions,
    FleetWatch watch,
    Optional<ModelCard> card) {
  public ReportData {
    requireNonNull(pipeline, "pipeline");
    requireNonNull(generatedAt, "generatedAt");
    requireNonNull(lake, "lake");
    requireNonNull(model, "model");
    requireNonNull(asked, "asked");
    requireNonNull(ingest, "ingest");
    requireNonNull(features, "features");
    requireNonNull(health, "health");
    requireNonNull(training, "training");
    requireNonNull(evaluation, "evaluation");
    requireNonNull(predictions, "predictions");
    requireNonNull(watch, "watch");
    requireNonNull(card, "card");
    lives = List.copyOf(lives);
  }

  /** The score above which a reading is unusual. */
  static OptionalDouble threshold(AlarmRule rule) {
    return rule.isNone() ? OptionalDouble.empty() : OptionalDouble.of(rule.threshold());
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
   * @param divided how the splits were made, in a sentence
   * @param devicesPerSplit by name of the split
   * @param channels names of the inputs
   * @param windowLength readings per window
   * @param regimes operating regimes the inputs are scaled in; one for none
   */
  public record Features(
      String divided,
      Map<String, Long> devicesPerSplit,
      List<String> channels,
      int windowLength,
      int regimes) {
    public Features {
      requireNonNull(divided, "divided");
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
   * @param measure what the epochs are measured in, such as {@code RMSE (cycles)}
   * @param settings learning parameters, in the order to show them
   */
  public record Training(
      List<Epoch> epochs,
      int bestEpoch,
      long windows,
      int workers,
      String network,
      Duration took,
      String measure,
      Map<String, String> settings) {
    public Training {
      epochs = List.copyOf(epochs);
      count("windows", windows);
      count("workers", workers);
      requireNonNull(network, "network");
      requireNonNull(took, "took");
      requireNonNull(measure, "measure");
      settings = ordered(settings);
    }
  }

  /**
   * One pass over the training split; NaN for what was not measured.
   *
   * @param number from 1
   * @param training loss over the epoch's windows
   * @param validation on the validation devices
   * @param windowsPerSecond of all workers together
   * @param divergence how far the workers' parameters were from their mean when averaged
   */
  public record Epoch(
      int number, double training, double validation, double windowsPerSecond, double divergence) {}

  /**
   * How good the model is on devices it never saw.
   *
   * @param protocol what exactly was measured
   * @param devices held out
   * @param windows scored
   * @param comparison the model's figures, the most telling first, beside those of simple models
   * @param alarms what its alarms come to; none if its label raises none
   * @param points label and prediction; a sample will do, none if predictions are no numbers
   * @param curves of each class but the first; none if predictions are no classes
   */
  public record Evaluation(
      Protocol protocol,
      long devices,
      long windows,
      Comparison comparison,
      List<AlarmLine> alarms,
      List<Point> points,
      List<ClassCurves> curves) {
    public Evaluation {
      requireNonNull(protocol, "protocol");
      count("devices", devices);
      count("windows", windows);
      requireNonNull(comparison, "comparison");
      alarms = List.copyOf(alarms);
      points = List.copyOf(points);
      curves = List.copyOf(curves);
    }

    /** The most telling figure. */
    Metric first() {
      return comparison.metrics().get(0);
    }
  }

  /**
   * What makes scores comparable.
   *
   * @param split the name of the split that was scored
   * @param cap labels above it were set to it
   * @param windows which windows count, as a noun: {@code every window}
   * @param divided how the splits were made, in a sentence
   */
  public record Protocol(String split, OptionalDouble cap, String windows, String divided) {
    public Protocol {
      requireNonNull(split, "split");
      requireNonNull(cap, "cap");
      requireNonNull(windows, "windows");
      requireNonNull(divided, "divided");
    }
  }

  /** A window that was scored: what was true and what the model said. */
  public record Point(double label, double prediction) {}

  /**
   * A device's predictions over its life.
   *
   * @param deviceId the device
   * @param moments in order of event time
   * @param happened what events tell of it, in order: a failure lasts no time
   */
  public record LifeLine(String deviceId, List<Moment> moments, List<Incident> happened) {
    public LifeLine {
      requireNonNull(deviceId, "deviceId");
      moments = List.copyOf(moments);
      happened = List.copyOf(happened);
    }
  }

  /**
   * A prediction and the event time it is for.
   *
   * @param time event time
   * @param truth what was true; NaN if nobody knows
   * @param prediction what the model said
   * @param interval around it, if there is one
   */
  public record Moment(Instant time, double truth, double prediction, Optional<Interval> interval) {
    public Moment {
      requireNonNull(time, "time");
      requireNonNull(interval, "interval");
    }

    /** Where the interval begins; NaN if there is none. */
    double lower() {
      return interval.map(Interval::low).orElse(Double.NaN);
    }

    /** Where the interval ends; NaN if there is none. */
    double upper() {
      return interval.map(Interval::high).orElse(Double.NaN);
    }
  }

  /**
   * Predictions in the lake.
   *
   * @param rows that were written
   * @param byStream how many of them by the stream, if somebody counted
   * @param delay from Kafka to prediction, lately
   * @param fleet latest prediction of each device, in any order; the first ten are shown
   * @param lines what was said of these over time
   * @param alarm the score above which a reading is unusual, if there is one
   */
  public record Predictions(
      long rows,
      OptionalLong byStream,
      Optional<Delay> delay,
      List<AtRisk> fleet,
      List<LifeLine> lines,
      OptionalDouble alarm) {
    public Predictions {
      count("rows", rows);
      requireNonNull(byStream, "byStream");
      requireNonNull(delay, "delay");
      requireNonNull(alarm, "alarm");
      fleet = List.copyOf(fleet);
      lines = List.copyOf(lines);
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
   * @param prediction what the model said
   * @param interval around it, if there is one
   * @param verdict in a word what follows from it, such as a class; empty for nothing
   */
  public record AtRisk(
      String deviceId,
      Instant time,
      double prediction,
      Optional<Interval> interval,
      String verdict) {
    public AtRisk {
      requireNonNull(deviceId, "deviceId");
      requireNonNull(time, "time");
      requireNonNull(interval, "interval");
      requireNonNull(verdict, "verdict");
    }

    /** Where the interval begins; the prediction itself where there is none. */
    double least() {
      return interval.map(Interval::low).orElse(prediction);
    }
  }
}
