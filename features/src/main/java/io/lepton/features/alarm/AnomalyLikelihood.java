package io.lepton.features.alarm;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.math3.special.Erf;

/**
 * How likely it is that the last scores of a device are not what its scores of a long time are:
 * where their mean stands in a normal distribution of those (Ahmad, Lavin, Purdy and Agha 2017,
 * "Unsupervised real-time anomaly detection for streaming data", Neurocomputing 262, equations 4 to
 * 7). A score that is high now and then is nothing new for a device that always had such. The paper
 * counts scores; here they are taken by time, which a gap does not stretch.
 *
 * @param among the scores to compare with, those of the short time too
 * @param last the scores that are compared
 * @param above the likelihood that is an anomaly, from 0 to 1; 1 - epsilon in the paper
 */
public record AnomalyLikelihood(Duration among, Duration last, double above)
    implements Serializable {
  /** With fewer scores nothing is likely; as in the authors' NuPIC. */
  static final int FEWEST = 100;

  /** Checks the sizes. */
  public AnomalyLikelihood {
    requireNonNull(among, "among");
    if (last.isNegative() || last.isZero()) {
      throw new IllegalArgumentException("last: %s (expected: > 0)".formatted(last));
    }
    if (among.compareTo(last) <= 0) {
      throw new IllegalArgumentException(
          "among: %s (expected: longer than last, %s)".formatted(among, last));
    }
    if (!(above > 0 && above < 1)) {
      throw new IllegalArgumentException("above: %s (expected: 0 < above < 1)".formatted(above));
    }
  }

  /** Reads the section {@code likelihood}. */
  public static AnomalyLikelihood read(ConfigReader in) {
    return new AnomalyLikelihood(in.duration("among"), in.duration("last"), in.number("above"));
  }

  /** The likelihoods of a device's scores. */
  public ScoreSeries of(ScoreSeries series) {
    Running running = start();
    double[] likelihoods = new double[series.size()];
    for (int i = 0; i < likelihoods.length; i++) {
      likelihoods[i] = running.next(series.time(i), series.score(i));
    }
    return new ScoreSeries(series.times(), likelihoods);
  }

  /** Begins with a device of which nothing was seen yet. */
  public Running start() {
    return new Running();
  }

  /** The scores of one device so far, as far back as they count. */
  public final class Running {
    private final Scores all = new Scores(AlarmState.micros(among));
    private final Scores recent = new Scores(AlarmState.micros(last));

    private Running() {}

    /**
     * Takes the next score.
     *
     * @param time of its reading, not before the last one's, in microseconds since 1970 UTC
     * @return from 0 to 1; of a score that is no number, 0
     */
    public double next(long time, double score) {
      if (!Double.isFinite(score)) {
        return 0;
      }
      all.add(time, score);
      recent.add(time, score);
      if (all.scores.size() < FEWEST) {
        return 0;
      }
      double higher = recent.mean() - all.mean();
      double deviation = all.deviation();
      if (deviation == 0) {
        return higher > 0 ? 1 : 0.5;
      }
      return Erf.erfc(-higher / deviation / Math.sqrt(2)) / 2;
    }
  }

  private record Score(long time, double value) {}

  /** The scores of a time until now. */
  private static final class Scores {
    private static final double LEFT_BEHIND = 1e-6;

    private final Deque<Score> scores = new ArrayDeque<>();
    private final long micros;
    private double sum;
    private double squares;
    private double largest; // of the sums of squares since they were made from the scores
    private int left; // since then

    Scores(long micros) {
      this.micros = micros;
    }

    void add(long time, double value) {
      scores.add(new Score(time, value));
      count(value, 1);
      while (scores.getFirst().time() <= time - micros) {
        count(scores.removeFirst().value(), -1);
        left++;
      }
      // what a large score leaves behind in the last digits may be as large as all that is left
      if (left > scores.size() || squares < LEFT_BEHIND * largest) {
        sumAnew();
      }
    }

    private void count(double value, int sign) {
      sum += sign * value;
      squares += sign * value * value;
      largest = Math.max(largest, squares);
    }

    private void sumAnew() {
      sum = 0;
      squares = 0;
      largest = 0;
      left = 0;
      scores.forEach(score -> count(score.value(), 1));
    }

    double mean() {
      return sum / scores.size();
    }

    double deviation() {
      double mean = mean();
      return Math.sqrt(Math.max(0, squares - scores.size() * mean * mean) / (scores.size() - 1));
    }
  }
}
