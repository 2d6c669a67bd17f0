package io.lepton.jobs.evaluation;

import static org.apache.spark.sql.functions.col;

import io.lepton.lake.table.TelemetryTables;
import io.lepton.scoring.PredictionTable;
import io.lepton.training.evaluation.Interval;
import io.lepton.training.evaluation.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The windows of an evaluation that count, device by device and in the order of time: sums of
 * numbers depend on the order.
 *
 * @param devices in the order of their names
 */
record HeldOut(List<Device> devices) {
  static final Column[] COLUMNS = {
    col(TelemetryTables.DEVICE_ID),
    col(WindowResult.LABEL),
    col(PredictionTable.PREDICTION),
    col(WindowResult.CLASS),
    col(WindowResult.LOSS),
    col(WindowResult.NAIVE_LOSS),
    col(WindowResult.ABSOLUTE_ERROR),
    col(PredictionTable.LOWER),
    col(PredictionTable.UPPER),
    col(WindowResult.PROBABILITIES)
  };

  /** Copies the list. */
  HeldOut {
    devices = List.copyOf(devices);
  }

  /**
   * A device.
   *
   * @param id its name
   * @param windows in the order of time
   */
  record Device(String id, List<Window> windows) {}

  /**
   * A window, as {@link WindowResult} has it.
   *
   * @param truth and what was said
   * @param errors of the model and of the naive guess
   * @param interval around the prediction, if there is one
   * @param probabilities of the classes; empty if there are none, or they were not kept
   */
  record Window(Truth truth, Errors errors, Optional<Interval> interval, double[] probabilities) {}

  /**
   * What was true and what was said.
   *
   * @param label the truth
   * @param prediction what the model said
   * @param predicted the most probable class, -1 where there are none
   */
  record Truth(double label, double prediction, int predicted) {}

  /**
   * How far off it was.
   *
   * @param loss of the model
   * @param naive loss of the naive guess
   * @param absolute absolute error of the model
   */
  record Errors(double loss, double naive, double absolute) {}

  /** The rows of an evaluation. */
  static HeldOut of(Dataset<Row> rows) {
    List<Device> devices = new ArrayList<>();
    for (Row row :
        rows.orderBy(
                TelemetryTables.DEVICE_ID,
                TelemetryTables.EVENT_TIME,
                WindowResult.LABEL,
                PredictionTable.PREDICTION)
            .select(COLUMNS)
            .collectAsList()) {
      String device = row.getString(0);
      if (devices.isEmpty() || !devices.get(devices.size() - 1).id().equals(device)) {
        devices.add(new Device(device, new ArrayList<>()));
      }
      devices.get(devices.size() - 1).windows().add(window(row));
    }
    return new HeldOut(devices);
  }

  /** A row of these columns. */
  static Window window(Row row) {
    return new Window(
        new Truth(row.getDouble(1), row.getDouble(2), row.getInt(3)),
        new Errors(row.getDouble(4), row.getDouble(5), row.getDouble(6)),
        row.isNullAt(7)
            ? Optional.empty()
            : Optional.of(new Interval(row.getDouble(7), row.getDouble(8))),
        row.isNullAt(9)
            ? new double[0]
            : row.<Double>getList(9).stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The windows of devices by the probability that they are of a class. */
  static Ranking ranking(List<Device> devices, int index) {
    List<Ranking.Ranked> ranked = new ArrayList<>();
    for (int d = 0; d < devices.size(); d++) {
      for (Window window : devices.get(d).windows()) {
        boolean isTrue = (int) window.truth().label() == index;
        ranked.add(new Ranking.Ranked(d, isTrue, Tally.probability(window, index)));
      }
    }
    return Ranking.of(ranked.toArray(new Ranking.Ranked[0]));
  }

  /** Windows of all devices. */
  long windows() {
    return devices.stream().mapToLong(device -> device.windows().size()).sum();
  }
}
