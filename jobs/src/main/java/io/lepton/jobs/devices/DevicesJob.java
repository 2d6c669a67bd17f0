package io.lepton.jobs.devices;

import io.lepton.ingest.payload.FieldSpec;
import io.lepton.jobs.config.DevicesConfig;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.monitoring.FleetState;
import io.lepton.jobs.monitoring.LivesEnded;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Micros;
import io.lepton.lake.table.TableSpec;
import io.lepton.scoring.alert.FleetClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Silver to what is wrong with each device, kept as a table that is written anew by each look. */
public final class DevicesJob {
  private final JobContext context;
  private final DevicesConfig config;

  public DevicesJob(JobContext context) {
    this.context = context;
    this.config = context.config().devices();
  }

  /**
   * What was found.
   *
   * @param now how far the fleet has got, in event time
   * @param devices what needs attention most first
   * @param late partitions of which nothing comes
   */
  public record Result(Instant now, List<DeviceState> devices, List<String> late) {
    /** Copies the lists. */
    public Result {
      devices = List.copyOf(devices);
      late = List.copyOf(late);
    }

    /** How many devices are in each state. */
    public Map<DeviceState.Status, Long> counts() {
      Map<DeviceState.Status, Long> counts = new EnumMap<>(DeviceState.Status.class);
      Arrays.stream(DeviceState.Status.values()).forEach(status -> counts.put(status, 0L));
      devices.forEach(device -> counts.merge(device.status(), 1L, Long::sum));
      return counts;
    }
  }

  /** Looks once. */
  public Result run() {
    context.progress().start("devices");
    LakeTable silver = FeaturesJob.silver(context);
    Dataset<Row> readings = silver.readAt(silver.version());
    List<String> channels = numbers(readings);
    LivesEnded lives = LivesEnded.in(context);
    FleetState fleet = new FleetState(context, lives);
    List<FleetClock.LastSeen> seen = fleet.lastSeen();
    FleetClock clock = fleet.clock(seen);
    List<DevicePast> pasts = DevicePass.over(readings, channels, config.lookBack());
    // a device may have come in between
    Set<String> looked = pasts.stream().map(DevicePast::device).collect(Collectors.toSet());
    FleetDiagnosis diagnosis = new FleetDiagnosis(config, channels, pasts, clock, lives);
    List<DeviceState> states =
        seen.stream()
            .filter(each -> looked.contains(each.device()))
            .map(diagnosis::of)
            .sorted(Comparator.comparing(DeviceState::status).thenComparing(DeviceState::device))
            .toList();
    write(states);
    context.progress().end("%d devices".formatted(states.size()));
    Instant now = seen.isEmpty() ? Instant.EPOCH : Micros.instant(clock.now());
    return new Result(now, states, List.copyOf(new TreeSet<>(diagnosis.late())));
  }

  private List<String> numbers(Dataset<Row> silver) {
    List<String> columns = Arrays.asList(silver.columns());
    return context.config().ingest().telemetry().payload().fields().stream()
        .filter(field -> field.type() == FieldSpec.Type.NUMBER)
        .map(FieldSpec::name)
        .filter(columns::contains)
        .toList();
  }

  private void write(List<DeviceState> states) {
    TableSpec spec = DeviceTable.spec(config.tableId());
    Instant now = context.clock().instant();
    context
        .lake()
        .open(spec)
        .overwrite(
            context
                .session()
                .createDataFrame(
                    states.stream().map(state -> DeviceTable.row(state, now)).toList(),
                    spec.columns()),
            "");
  }
}
