package io.lepton.jobs.evaluation;

import io.lepton.lake.model.ModelVersion;
import io.lepton.training.evaluation.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How good the predictions of a version have been since it was trained, as far as their truth is
 * known by now.
 *
 * @param model the version
 * @param trainedUntil the last reading that it was fitted to or chosen by: later ones count
 * @param unit what errors are counted in; empty if they have no unit
 * @param periods the whole time, then its months
 */
public record Performance(
    ModelVersion model, Instant trainedUntil, String unit, List<Period> periods) {
  /** Copies the list. */
  public Performance {
    periods = List.copyOf(periods);
  }

  /**
   * The readings of some time.
   *
   * @param month such as {@code 2026-01}, or {@link #ALL}
   * @param known whose truth is known
   * @param censored whose truth is not known yet, such as of devices that did not fail
   * @param figures none where no truth is known
   */
  public record Period(String month, Count known, Count censored, List<Figure> figures) {
    /** The month of the whole time. */
    public static final String ALL = "all";

    /** Copies the list. */
    public Period {
      figures = List.copyOf(figures);
    }
  }

  /** Readings, and devices they are of. */
  public record Count(long readings, long devices) {}

  /**
   * A figure beside what was promised of it.
   *
   * @param name what it is
   * @param found in operation
   * @param promised by all windows of held-out devices; none if the version was not evaluated
   * @param verdict what follows
   */
  public record Figure(
      String name, Value found, Optional<Value> promised, Performance.Verdict verdict) {
    static Figure of(Metric found, Optional<Metric> promised) {
      return new Figure(
          found.name(), value(found), promised.map(Figure::value), Verdict.of(found, promised));
    }

    private static Value value(Metric metric) {
      return new Value(metric.value(), metric.interval());
    }
  }

  /**
   * A number.
   *
   * @param value the number
   * @param interval in which it would lie for other devices; none where these are too few
   */
  public record Value(double value, Optional<Interval> interval) {}

  /** Whether a figure is what was promised. */
  public enum Verdict {
    /** Its whole interval is worse than that of the promise. */
    WORSE,
    /** It is not. */
    AS_PROMISED,
    /** One of them has no interval, or no value is better than another. */
    OPEN;

    private static Verdict of(Metric found, Optional<Metric> promised) {
      Optional<Interval> now = found.interval();
      Optional<Interval> then = promised.flatMap(Metric::interval);
      if (now.isEmpty() || then.isEmpty() || found.better() == Metric.Better.NEITHER) {
        return OPEN;
      }
      boolean isWorse =
          found.better() == Metric.Better.LOWER
              ? now.get().low() > then.get().high()
              : now.get().high() < then.get().low();
      return isWorse ? WORSE : AS_PROMISED;
    }
  }
}
