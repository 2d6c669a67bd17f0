package io.lepton.jobs.plan;

import static org.apache.spark.sql.functions.col;

import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.Sources;
import io.lepton.ingest.TopicConfig;
import io.lepton.ingest.files.FileMessage;
import io.lepton.ingest.files.MessageFile;
import io.lepton.ingest.kafka.KafkaOffsets;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.config.SourceConfig;
import io.lepton.jobs.features.Passport;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.LakeTable;
import io.lepton.lake.table.SourcePositions;
import io.lepton.lake.table.TableId;
import io.lepton.lake.table.TelemetryTables;
import io.lepton.lake.upkeep.Pin;
import io.lepton.scoring.PredictionTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Looks at a lake, and at what would come into it, and says what jobs would do. */
public final class Planner {
  private static final String MAKER = "lepton ingest";

  private final JobContext context;
  private final PipelineConfig config;

  /** Plans for the context's configuration. */
  public Planner(JobContext context) {
    this.context = context;
    this.config = context.config();
  }

  /** The configuration it plans for. */
  public PipelineConfig config() {
    return config;
  }

  /** Kafka to the lake. */
  public Plan ingest() {
    IngestConfig ingest = config.ingest();
    Map<String, Long> fresh = new LinkedHashMap<>();
    List<String> reads = new ArrayList<>();
    try (KafkaOffsets offsets = new KafkaOffsets(ingest.kafka().clientOptions())) {
      for (TopicConfig topic : ingest.topics()) {
        Set<TopicPartition> partitions = offsets.partitions(topic.topics());
        Map<TopicPartition, Long> ends = offsets.ends(partitions);
        Map<TopicPartition, Long> beginnings = offsets.beginnings(partitions);
        SourcePositions positions = positions(topic);
        long pending = 0;
        for (TopicPartition partition : partitions) {
          long from =
              positions
                  .of(Sources.name(partition.topic(), partition.partition()))
                  .orElse(beginnings.get(partition));
          pending += Math.max(0, ends.get(partition) - from);
        }
        reads.add("%s (%d partitions)".formatted(topic.topics(), partitions.size()));
        fresh.put("offsets_of_" + topic.table(), pending);
      }
    }
    return new Plan(reads, ingested(), fresh);
  }

  /** Files to the lake. */
  public Plan imported(SourceConfig source) {
    Map<String, Long> next = new LinkedHashMap<>();
    config.ingest().topics().forEach(topic -> next.putAll(positions(topic).next()));
    long lines = 0;
    long fresh = 0;
    try (MessageFile file = source.open(config.ingest())) {
      while (file.hasNext()) {
        FileMessage line = file.next();
        lines++;
        String name = Sources.name("file:" + line.file(), 0);
        fresh += line.line() >= next.getOrDefault(name, 0L) ? 1 : 0;
      }
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("lines", lines);
    counts.put("new_lines", fresh);
    return new Plan(List.of("files of source"), ingested(), counts);
  }

  private SourcePositions positions(TopicConfig topic) {
    TableId silver = topic.silver().id();
    return context.lake().has(silver)
        ? context.lake().existing(silver, MAKER).positions()
        : new SourcePositions(Map.of());
  }

  private List<String> ingested() {
    List<String> writes = new ArrayList<>();
    for (TopicConfig topic : config.ingest().topics()) {
      writes.add(next(TelemetryTables.bronze(topic.table()).id()));
      writes.add(next(topic.silver().id()));
      writes.add(next(TelemetryTables.quarantine(topic.table()).id()));
    }
    return writes;
  }

  /** Silver to a training set. */
  public Plan features() {
    TableId silver = config.ingest().telemetry().silver().id();
    Map<String, Long> fresh = new LinkedHashMap<>();
    if (context.lake().has(silver)) {
      LakeTable table = context.lake().existing(silver, MAKER);
      long readings = table.read().count();
      fresh.put("readings", readings);
      fresh.put("new_readings", readings - usedReadings(table));
    }
    return new Plan(
        List.of(now(silver), now(config.ingest().events().silver().id())),
        List.of(next(config.features().tableId())),
        fresh);
  }

  /** Readings that the newest training set was made of. */
  private long usedReadings(LakeTable silver) {
    TableId id = config.features().tableId();
    if (!context.lake().has(id)) {
      return 0;
    }
    LakeTable set = context.lake().existing(id, "lepton features");
    return Passport.note(set.commits(), set.version()).stream()
        .flatMap(note -> Pin.in(note, id.toString()).stream())
        .filter(pin -> pin.table().equals(silver.id()))
        .mapToLong(pin -> silver.readAt(pin.version()).count())
        .findFirst()
        .orElse(0);
  }

  /** A training set to a model version. */
  public Plan train() {
    TableId id = config.features().tableId();
    Map<String, Long> fresh = new LinkedHashMap<>();
    String set = now(id);
    fresh.put(
        "models_of_this_training_set",
        versions().stream()
            .filter(v -> context.models().manifest(v).trainingSet().equals(set))
            .count());
    if (context.lake().has(id)) {
      fresh.put("segments", context.lake().existing(id, "lepton features").read().count());
    }
    return new Plan(List.of(set), List.of(nextModel()), fresh);
  }

  /** A model version to its figures. */
  public Plan evaluate() {
    return new Plan(
        List.of(model(ModelStore.LATEST), now(config.features().tableId())),
        List.of(next(config.evaluation().tableId())),
        Map.of());
  }

  /** Silver to predictions. */
  public Plan score() {
    TableId silver = config.ingest().telemetry().silver().id();
    TableId predictions = config.scoring().tableId();
    Map<String, Long> fresh = new LinkedHashMap<>();
    Optional<ModelVersion> model = chosen(config.scoring().version());
    if (context.lake().has(silver)) {
      long readings = context.lake().existing(silver, MAKER).read().count();
      fresh.put("readings", readings);
      fresh.put("readings_without_prediction", readings - model.map(this::predicted).orElse(0L));
    }
    return new Plan(
        List.of(now(silver), model(config.scoring().version())), List.of(next(predictions)), fresh);
  }

  private long predicted(ModelVersion model) {
    TableId predictions = config.scoring().tableId();
    return context.lake().has(predictions)
        ? context
            .lake()
            .existing(predictions, "lepton score")
            .read()
            .where(col(PredictionTable.MODEL).equalTo(model.name()))
            .where(col(PredictionTable.MODEL_VERSION).equalTo(model.number()))
            .count()
        : 0;
  }

  /** A model version to the log of champions. */
  public Plan promote(String rule) {
    List<String> reads = new ArrayList<>(List.of(model(rule)));
    champion().ifPresent(version -> reads.add(version + " (champion)"));
    return new Plan(
        reads,
        List.of(next(config.evaluation().tableId()), "champion of " + config.scoring().model()),
        Map.of());
  }

  /** Everything. */
  public Plan pipeline() {
    return config
        .source()
        .map(this::imported)
        .orElseGet(this::ingest)
        .then(features())
        .then(train())
        .then(evaluate())
        .then(promote(ModelStore.LATEST))
        .then(score());
  }

  /** What follows where devices have drifted. */
  public Plan retrain() {
    return new Plan(
            List.of(model(config.scoring().version())),
            List.of(next(config.drift().tableId())),
            Map.of())
        .then(features())
        .then(train())
        .then(promote(ModelStore.LATEST));
  }

  /** Trials of training. */
  public Plan search(int trials) {
    return new Plan(
        List.of(now(config.features().tableId())),
        List.of(next(config.search().tableId()), nextModel()),
        Map.of("trials", (long) trials));
  }

  private List<ModelVersion> versions() {
    return context.models().versions(config.scoring().model());
  }

  private Optional<ModelVersion> champion() {
    return context.models().promotions(config.scoring().model()).champion();
  }

  private Optional<ModelVersion> chosen(String rule) {
    return versions().isEmpty()
        ? Optional.empty()
        : Optional.of(context.models().require(config.scoring().model(), rule));
  }

  private String model(String rule) {
    return chosen(rule)
        .map(ModelVersion::toString)
        .orElse(config.scoring().model() + " (no version yet)");
  }

  private String nextModel() {
    int last = versions().stream().mapToInt(ModelVersion::number).max().orElse(0);
    return new ModelVersion(config.scoring().model(), last + 1).toString();
  }

  private String now(TableId id) {
    return context.lake().has(id)
        ? id + "@" + context.lake().existing(id, MAKER).version()
        : id + " (not there yet)";
  }

  private String next(TableId id) {
    return context.lake().has(id)
        ? id + "@" + (context.lake().existing(id, MAKER).version() + 1)
        : id + " (new)";
  }
}
