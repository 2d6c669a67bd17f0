package io.lepton.jobs.erase;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lepton.features.TrainingSetTable;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.erase.NamesDevice;
import io.lepton.ingest.erase.TopicErasure;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.upkeep.Pin;
import io.lepton.lake.upkeep.Purge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Takes a device out of every table of the lake, from raw messages to predictions and alerts, and
 * out of old versions of them, pinned or not. One that was killed is completed by the next.
 */
public final class EraseJob {
  private static final List<String> NOT_REACHED =
      List.of(
          "Kafka's topics: what they still hold, and what the device still sends, comes back with"
              + " the next ingest of a new lake",
          "models: weights that were trained on it; train again and promote",
          "smallest and largest names in Delta's logs, until a log is cleared away",
          "checkpoints of streams: of running ones for the duplicate horizon and the window's length,"
              + " of stopped ones until they are started",
          "reports and exports made before");

  private final JobContext context;
  private final String device;
  private final List<TopicErasure> erasures = new ArrayList<>();
  private final Map<TableId, TopicConfig> topics = new LinkedHashMap<>();

  /** An erasure of one device. */
  public EraseJob(JobContext context, String device) {
    this.context = context;
    this.device = device;
    for (TopicConfig topic : context.config().ingest().topics()) {
      if (context.lake().has(topic.silver().id())) {
        erasures.add(new TopicErasure(context.lake(), topic, device));
        for (Layer layer : List.of(Layer.BRONZE, Layer.SILVER, Layer.QUARANTINE)) {
          topics.put(new TableId(layer, topic.table()), topic);
        }
      }
    }
  }

  /**
   * What came of it.
   *
   * @param certificate what the lake keeps of it
   * @param file where
   */
  public record Result(Erasure certificate, Path file) {}

  /**
   * Tells what would be done.
   *
   * @throws PipelineException of kind DATA if the lake knows no such device
   */
  public Erasure rehearse() {
    return plan();
  }

  /** Does it; a second time for the same device there is nothing, and it is refused. */
  public Result run() {
    context.progress().start("erase");
    Erasures kept = Erasures.of(context.lake());
    Optional<Erasure> broken = kept.unfinished(Erasures.digest(device));
    Erasure erasure = broken.orElseGet(this::plan);
    kept.write(erasure);
    for (int i = 0; i < erasures.size(); i++) {
      erasures.get(i).run(erasure.topics().get(i));
    }
    List<Erasure.Table> done = new ArrayList<>();
    List<TableId> tables = context.lake().tables();
    for (TableId id : tables) {
      context.progress().update("%s, %d of %d".formatted(id, done.size() + 1, tables.size()));
      done.add(erased(id, erasure));
    }
    Erasure certificate = erasure.finished(now(), done);
    Path file = kept.write(certificate);
    context.progress().end("%d tables, certificate %s".formatted(done.size(), file.getName()));
    return new Result(certificate, file);
  }

  private Erasure plan() {
    List<TopicErasure.Plan> plans = new ArrayList<>();
    long rows = 0;
    for (TopicErasure erasure : erasures) {
      TopicErasure.Plan plan = erasure.plan(context.clock().millis());
      plans.add(plan);
      rows -= plan.counts().read();
    }
    for (TableId id : context.lake().tables()) {
      rows += topics.containsKey(id) ? 0 : named(table(id)).map(Dataset::count).orElse(0L);
    }
    if (rows == 0) {
      throw PipelineException.data(
          "Cannot erase device '%s': no table of the lake has it (expected: a device_id as in silver.%s). Look with 'lepton sql'."
              .formatted(device, context.config().ingest().telemetry().table()));
    }
    return new Erasure(Erasures.digest(device), now(), "", plans, models(), List.of(), NOT_REACHED);
  }

  /** A topic's tables have lost their rows already; what is left to do there are old versions. */
  private Erasure.Table erased(TableId id, Erasure erasure) {
    LakeTable table = table(id);
    long rows = 0;
    if (topics.containsKey(id)) {
      rows = planned(id, erasure);
    } else {
      Optional<Dataset<Row>> named = named(table);
      rows = named.map(Dataset::count).orElse(0L);
      if (rows > 0) {
        table.delete(condition(table).orElseThrow());
      }
    }
    int files = condition(table).map(of -> Purge.run(context.session(), table, of)).orElse(0);
    return new Erasure.Table(id.toString(), rows, table.version(), files);
  }

  private long planned(TableId id, Erasure erasure) {
    return erasure.topics().stream()
        .filter(plan -> plan.table().equals(id.name()))
        .map(TopicErasure.Plan::counts)
        .mapToLong(
            counts ->
                switch (id.layer()) {
                  case BRONZE -> -counts.read();
                  case SILVER -> -counts.silver();
                  default -> -counts.rejected();
                })
        .sum();
  }

  private Optional<Dataset<Row>> named(LakeTable table) {
    return condition(table).map(of -> table.read().where(of));
  }

  /** True for rows of the device; nothing where a table knows no devices. */
  private Optional<Column> condition(LakeTable table) {
    TopicConfig topic = topics.get(table.id());
    if (topic != null && table.id().layer() != Layer.SILVER) {
      return Optional.of(NamesDevice.of(topic.payload(), device));
    }
    List<String> columns = List.of(table.read().columns());
    Column named = lit(false);
    boolean any = false;
    for (String column : List.of(TelemetryTables.DEVICE_ID, "device")) {
      if (columns.contains(column)) {
        named = named.or(col(column).equalTo(device));
        any = true;
      }
    }
    if (columns.contains("notice")) {
      named = named.or(col("notice").contains("|" + device + "|"));
      any = true;
    }
    return any ? Optional.of(named) : Optional.empty();
  }

  private List<String> models() {
    List<String> trained = new ArrayList<>();
    Erasures before = Erasures.of(context.lake());
    for (String name : context.models().names()) {
      for (ModelVersion version : context.models().versions(name)) {
        for (Pin pin : Pin.in(context.models().manifest(version).trainingSet(), name)) {
          if (context.lake().has(pin.table())) {
            parts(pin, before).forEach(part -> trained.add("%s (%s)".formatted(version, part)));
          }
        }
      }
    }
    return trained;
  }

  private List<String> parts(Pin pin, Erasures before) {
    if (before.reach(pin)) {
      return List.of("its training set was erased from before");
    }
    return table(pin.table())
        .readLongRowsAt(pin.version())
        .where(col(TrainingSetTable.DEVICE_ID).equalTo(device))
        .select(TrainingSetTable.SPLIT)
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private LakeTable table(TableId id) {
    return context.lake().existing(id, "lepton ingest");
  }

  private String now() {
    return Instant.now(context.clock()).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
