package io.lepton.scoring;

import io.lepton.features.FeatureSpec;
import io.lepton.features.LiveDevice;
import io.lepton.features.LiveReading;
import io.lepton.lake.table.TelemetryTables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * A stream of silver to a stream of windows; what is known of each device is state of the query. A
 * new query starts with the state that the past gives, so that it need not stream the past; one
 * that goes on has its own.
 */
public final class LiveWindows {
  static final String ARRIVED = "arrived";
  static final String AGAIN = "again";
  static final String MISSING = "missing";
  static final String WINDOW = "window";

  /** Which reading a window is for, whether it may be known already, and its numbers. */
  static final StructType COLUMNS =
      new StructType()
          .add(TelemetryTables.DEVICE_ID, DataTypes.StringType)
          .add(TelemetryTables.EVENT_TIME, DataTypes.LongType)
          .add(TelemetryTables.SEQUENCE, DataTypes.LongType)
          .add(ARRIVED, DataTypes.LongType)
          .add(AGAIN, DataTypes.BooleanType)
          .add(MISSING, DataTypes.IntegerType)
          .add(WINDOW, DataTypes.BinaryType);

  /** Readings of a device that are taken at once, and windows of it in memory, about. */
  private static final int CHUNK = 4096;

  private final FeatureSpec spec;

  /** Windows of a specification. */
  public LiveWindows(FeatureSpec spec) {
    this.spec = spec;
  }

  /**
   * Readings, and what happens to their devices.
   *
   * @param silver readings
   * @param events events; read if features count from them
   */
  public record Source(Dataset<Row> silver, Dataset<Row> events) {
    private KeyValueGroupedDataset<String, Row> byDevice(FeatureSpec spec) {
      return LiveReading.rows(silver, events, spec)
          .groupByKey((MapFunction<Row, String>) LiveReading::deviceId, Encoders.STRING());
    }
  }

  /** The windows of what comes, after what was before it. */
  public Dataset<Row> of(Source live, Source past) {
    Encoder<Tuple2<String, byte[]>> states = Encoders.tuple(Encoders.STRING(), Encoders.BINARY());
    KeyValueGroupedDataset<String, byte[]> known =
        past.byDevice(spec)
            .flatMapSortedGroups(LiveReading.order(), new Know(spec), states)
            .groupByKey((MapFunction<Tuple2<String, byte[]>, String>) Tuple2::_1, Encoders.STRING())
            .mapValues((MapFunction<Tuple2<String, byte[]>, byte[]>) Tuple2::_2, Encoders.BINARY());
    return live.byDevice(spec)
        .flatMapGroupsWithState(
            new Follow(spec),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.row(COLUMNS),
            GroupStateTimeout.NoTimeout(),
            known);
  }

  /** The windows of what comes, for a query that goes on from its checkpoint. */
  public Dataset<Row> of(Source live) {
    return live.byDevice(spec)
        .flatMapGroupsWithState(
            new Follow(spec),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.row(COLUMNS),
            GroupStateTimeout.NoTimeout());
  }

  /** What has to stay as it is for a query to go on from a checkpoint. */
  public String state() {
    return "state %d of %s".formatted(LiveDevice.FORMAT, spec.hash());
  }

  /** One device's past to what has to be known of it. */
  private record Know(FeatureSpec spec)
      implements FlatMapGroupsFunction<String, Row, Tuple2<String, byte[]>> {
    @Override
    public Iterator<Tuple2<String, byte[]>> call(String device, Iterator<Row> past) {
      LiveDevice live = new LiveDevice(spec);
      List<LiveReading> chunk = new ArrayList<>();
      while (past.hasNext()) {
        chunk.add(LiveReading.of(past.next(), spec));
        if (chunk.size() == CHUNK || !past.hasNext()) {
          live.know(chunk);
          chunk.clear();
        }
      }
      return List.of(new Tuple2<>(device, live.write())).iterator();
    }
  }

  /** One device's readings of a micro-batch to windows. */
  private record Follow(FeatureSpec spec)
      implements FlatMapGroupsWithStateFunction<String, Row, byte[], Row> {
    @Override
    public Iterator<Row> call(String device, Iterator<Row> fresh, GroupState<byte[]> state) {
      LiveDevice live = state.exists() ? LiveDevice.read(state.get(), spec) : new LiveDevice(spec);
      List<LiveReading> readings = new ArrayList<>();
      fresh.forEachRemaining(row -> readings.add(LiveReading.of(row, spec)));
      List<List<LiveReading>> parts = live.parts(readings, CHUNK);
      List<LiveReading> last = parts.get(parts.size() - 1);
      return parts.stream()
          .flatMap(
              part -> {
                List<Row> windows = windows(device, live, part);
                // Spark looks at the state once the last window has been taken
                if (part == last) {
                  state.update(live.write());
                }
                return windows.stream();
              })
          .iterator();
    }

    private static List<Row> windows(String device, LiveDevice live, List<LiveReading> part) {
      List<Row> windows = new ArrayList<>();
      live.accept(
          part,
          (last, time, order, window) ->
              windows.add(
                  RowFactory.create(
                      device,
                      time,
                      last.sequence(),
                      last.arrived(),
                      order == LiveDevice.Order.AGAIN,
                      last.missing(),
                      bytes(window))));
      return windows;
    }
  }

  private static byte[] bytes(float[] window) {
    ByteBuffer bytes =
        ByteBuffer.allocate(window.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(window);
    return bytes.array();
  }

  static void read(Row row, float[] target, int offset) {
    byte[] bytes = row.getAs(WINDOW);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, offset, bytes.length / Float.BYTES);
  }
}
