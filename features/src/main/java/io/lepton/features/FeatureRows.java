package io.lepton.features;

import io.lepton.features.derive.Deriver;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * One device's readings, in time order, to feature rows: the one implementation of features, for
 * training sets, for streams and for single requests. What it knows of the past can be written and
 * read again without changing a bit of what follows.
 */
final class FeatureRows {
  /** Takes the rows. */
  interface Sink {
    /**
     * A feature row.
     *
     * @param time event time in microseconds
     * @param values the features; the array is used again
     * @param kind whether a reading was there
     */
    void row(long time, float[] values, Kind kind);

    /** What follows does not follow from what was before. */
    void gap();
  }

  /** Whether a row stands for readings, or for a place of the grid without any. */
  enum Kind {
    OBSERVED,
    FILLED
  }

  private final Gaps gaps;
  private final Grid grid;
  private final InputScaler scaler;
  private final List<DerivedFeature> derived;
  private final Deriver[] derivers;
  private final int[] derivedFrom;
  private final List<String> events;
  private final int[] numbers; // places of the channels that are numbers, among the inputs
  private final int[] outputs; // for each feature that is an input: its place
  private final int[] categories; // and its category, or -1 for a number
  private final double[] before;
  private final double[] scaled;
  private final float[] row;
  private final Queue<Event> waiting = new ArrayDeque<>();
  private long lastTime = Long.MIN_VALUE;

  /** An event whose time has not come yet. */
  private record Event(long time, int kind) {}

  FeatureRows(FeatureSpec spec) {
    gaps = spec.gaps();
    grid = new Grid(spec);
    scaler = new InputScaler(spec);
    derived = spec.derived();
    derivers = derived.stream().map(d -> d.from().deriver()).toArray(Deriver[]::new);
    derivedFrom =
        derived.stream().mapToInt(d -> d.from().channel().map(spec::place).orElse(-1)).toArray();
    events = spec.events();
    numbers =
        spec.channels().stream()
            .mapToInt(spec::place)
            .filter(i -> !spec.inputs().get(i).isText())
            .toArray();
    List<int[]> places = places(spec);
    outputs = places.stream().mapToInt(p -> p[0]).toArray();
    categories = places.stream().mapToInt(p -> p[1]).toArray();
    before = new double[spec.inputs().size()];
    scaled = new double[spec.inputs().size()];
    row = new float[spec.features().size()];
  }

  private static List<int[]> places(FeatureSpec spec) {
    List<int[]> places = new ArrayList<>();
    for (String channel : spec.channels()) {
      int place = spec.place(channel);
      if (spec.inputs().get(place).isText()) {
        for (int c = 0; c < spec.inputs().get(place).categories().size(); c++) {
          places.add(new int[] {place, c});
        }
      } else {
        places.add(new int[] {place, -1});
      }
    }
    return places;
  }

  /** Something happened to the device; before the reading of the same time. */
  void event(long time, int kind) {
    waiting.add(new Event(time, kind));
  }

  /** A row knows the events up to its own time, though on a grid others may have come by then. */
  private void applyEvents(long time) {
    while (!waiting.isEmpty() && waiting.element().time() <= time) {
      Event event = waiting.remove();
      apply(event.time(), event.kind());
    }
  }

  private void apply(long time, int kind) {
    for (int d = 0; d < derivers.length; d++) {
      if (derived.get(d).from().event().filter(events.get(kind)::equals).isPresent()) {
        derivers[d].event(time);
      }
    }
  }

  /**
   * The next reading.
   *
   * @param columns as {@link FeatureSpec#columns} has them, NaN for a missing one
   */
  void reading(long time, double[] columns, Sink sink) {
    if (grid.isNone()) {
      observed(time, columns, sink);
      return;
    }
    if (grid.startsAnother(time)) {
      observed(grid.end(), grid.close(), sink);
    }
    grid.add(time, columns);
  }

  private void observed(long time, double[] columns, Sink sink) {
    int missed = lastTime == Long.MIN_VALUE ? 0 : grid.missed(lastTime, time);
    boolean isLong = gaps.breakMicros() > 0 && time - lastTime > gaps.breakMicros();
    boolean broken = lastTime != Long.MIN_VALUE && (missed > gaps.limit() || isLong);
    if (broken) {
      restart();
      sink.gap();
      missed = 0;
    }
    System.arraycopy(scaled, 0, before, 0, scaled.length);
    scaler.next(columns, scaled);
    for (int m = 1; m <= missed; m++) {
      between(m, missed + 1);
      emit(lastTime + m * grid.step(), Kind.FILLED, sink);
      System.arraycopy(scaler.held(), 0, scaled, 0, scaled.length);
    }
    emit(time, Kind.OBSERVED, sink);
    lastTime = time;
  }

  /** What stands at a place of the grid where nothing was read. */
  private void between(int place, int of) {
    for (int i = 0; i < scaled.length; i++) {
      double after = scaler.held()[i];
      scaled[i] =
          switch (gaps.policy()) {
            case FORWARD -> before[i];
            case MEAN -> scaler.nothing(i);
            case INTERPOLATE ->
                scaler.isText(i) ? before[i] : before[i] + (after - before[i]) * place / of;
          };
    }
  }

  private void emit(long time, Kind kind, Sink sink) {
    applyEvents(time);
    int f = 0;
    for (; f < outputs.length; f++) {
      double value = scaled[outputs[f]];
      row[f] = categories[f] < 0 ? (float) value : value == categories[f] ? 1f : 0f;
    }
    for (int d = 0; d < derivers.length; d++) {
      double value = derivedFrom[d] < 0 ? 0 : scaled[derivedFrom[d]];
      DerivedFeature feature = derived.get(d);
      double next = derivers[d].next(time, value);
      row[f++] = feature.unit() == 0 ? 0f : (float) ((next - feature.offset()) / feature.unit());
    }
    if (gaps.mark()) {
      for (int number : numbers) {
        row[f++] = kind == Kind.FILLED || scaler.isMissing(number) ? 1f : 0f;
      }
    }
    sink.row(time, row, kind);
  }

  private void restart() {
    scaler.restart();
    for (Deriver deriver : derivers) {
      deriver.restart();
    }
    Arrays.fill(scaled, 0);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(lastTime);
    for (double value : scaled) {
      out.writeDouble(value);
    }
    out.writeInt(waiting.size());
    for (Event event : waiting) {
      out.writeLong(event.time());
      out.writeInt(event.kind());
    }
    grid.write(out);
    scaler.write(out);
    for (Deriver deriver : derivers) {
      deriver.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    lastTime = in.readLong();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = in.readDouble();
    }
    waiting.clear();
    for (int left = in.readInt(); left > 0; left--) {
      waiting.add(new Event(in.readLong(), in.readInt()));
    }
    grid.read(in);
    scaler.read(in);
    for (Deriver deriver : derivers) {
      deriver.read(in);
    }
  }
}
