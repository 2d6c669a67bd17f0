package io.lepton.jobs.top;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.lake.table.Micros;
import io.lepton.scoring.PredictionTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How fast predictions were made in the time before the last of them.
 *
 * @param predictions how many there are
 * @param first when the first one was made
 * @param last when the last one was made
 * @param median from a message's arrival to its prediction, of the middle one
 * @param slow the same of the one that one in twenty is slower than
 */
public record ScoringPace(
    long predictions, Instant first, Instant last, Duration median, Duration slow) {
  /** How far back is lately. */
  public static final Duration RECENT = Duration.ofMinutes(10);

  /** Of some rows of a predictions table; empty if there are none. */
  public static Optional<ScoringPace> of(Dataset<Row> predictions, Duration recent) {
    Column scored = unix_micros(col(PredictionTable.SCORED_AT));
    Row row =
        lately(predictions, scored, recent)
            .agg(
                count(lit(1)),
                min(scored),
                max(scored),
                expr("percentile(%s, array(0.5, 0.95))".formatted(PredictionTable.DELAY)))
            .first();
    if (row.getLong(0) == 0 || row.isNullAt(3)) {
      return Optional.empty();
    }
    List<Double> delays = row.getList(3);
    return Optional.of(
        new ScoringPace(
            row.getLong(0),
            Micros.instant(row.getLong(1)),
            Micros.instant(row.getLong(2)),
            seconds(delays.get(0)),
            seconds(delays.get(1))));
  }

  /** Predictions a second, from the first to the last; none of a single moment. */
  public double rate() {
    return predictions / (Duration.between(first, last).toNanos() / 1e9);
  }

  /** The rows of the time before the newest one; a filter that files can be passed over by. */
  static Dataset<Row> lately(Dataset<Row> rows, Column micros, Duration recent) {
    Row newest = rows.agg(max(micros)).first();
    return newest.isNullAt(0)
        ? rows.limit(0)
        : rows.where(micros.gt(newest.getLong(0) - recent.toNanos() / 1000));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
