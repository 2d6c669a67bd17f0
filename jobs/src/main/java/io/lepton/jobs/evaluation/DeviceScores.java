package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import io.lepton.features.alarm.ScoreSeries;
import io.lepton.lake.table.TelemetryTables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The scores of one device in time order, each with a truth.
 *
 * @param device its name
 * @param series times and scores
 * @param truths of the same readings
 */
record DeviceScores(String device, ScoreSeries series, double[] truths) {
  /** Tells of device after device; no more than a partition of the rows is in memory. */
  static void forEach(
      Dataset<Row> rows, Column score, Column truth, Consumer<DeviceScores> listener) {
    Iterator<Row> sorted =
        rows.select(
                col(TelemetryTables.DEVICE_ID).as("device"),
                unix_micros(col(TelemetryTables.EVENT_TIME)).as("micros"),
                score.cast("double").as("score"),
                truth.cast("double").as("truth"))
            .orderBy("device", "micros", "score")
            .toLocalIterator();
    List<Row> device = new ArrayList<>();
    while (sorted.hasNext()) {
      Row row = sorted.next();
      if (!device.isEmpty() && !device.get(0).getString(0).equals(row.getString(0))) {
        listener.accept(of(device));
        device.clear();
      }
      device.add(row);
    }
    if (!device.isEmpty()) {
      listener.accept(of(device));
    }
  }

  private static DeviceScores of(List<Row> rows) {
    return new DeviceScores(
        rows.get(0).getString(0),
        new ScoreSeries(
            rows.stream().mapToLong(row -> row.getLong(1)).toArray(),
            rows.stream().mapToDouble(row -> row.getDouble(2)).toArray()),
        rows.stream().mapToDouble(row -> row.getDouble(3)).toArray());
  }

  /** Whether the truth is at most so much, of each reading. */
  boolean[] atMost(double limit) {
    boolean[] due = new boolean[truths.length];
    for (int i = 0; i < due.length; i++) {
      due[i] = truths[i] <= limit;
    }
    return due;
  }

  /** Of some scores of the same readings those whose truth is one of these. */
  ScoreSeries where(ScoreSeries same, DoublePredicate truth) {
    int[] kept = IntStream.range(0, truths.length).filter(i -> truth.test(truths[i])).toArray();
    return new ScoreSeries(
        IntStream.of(kept).mapToLong(same::time).toArray(),
        IntStream.of(kept).mapToDouble(same::score).toArray());
  }

  /** The scores negated, for those that are the worse the smaller they are. */
  DeviceScores negated() {
    double[] scores = Arrays.stream(series.scores()).map(score -> -score).toArray();
    return new DeviceScores(device, new ScoreSeries(series.times(), scores), truths);
  }
}
