package io.lepton.jobs.features;

import io.lepton.features.BuildTrainingSet;
import io.lepton.features.DataHealth;
import io.lepton.features.FeatureConfig;
import io.lepton.features.FeatureSpec;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.jobs.config.JobContext;
import io.lepton.lake.table.LakeTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Silver to a training set. */
public final class FeaturesJob {
  private final JobContext context;

  public FeaturesJob(JobContext context) {
    this.context = context;
  }

  /**
   * What was built.
   *
   * @param version the training set's version
   * @param spec the specification fitted
   * @param devices devices in each part
   * @param health what the data is like
   */
  public record Result(
      long version, FeatureSpec spec, Map<Split, Integer> devices, DataHealth health) {}

  public Result run() {
    context.progress().start("features");
    FeatureConfig config = context.config().features();
    LakeTable silver = silver(context);
    LakeTable events = events(context);
    long silverVersion = silver.version();
    long eventsVersion = events.version();
    BuildTrainingSet.Built built =
        new BuildTrainingSet(config)
            .apply(silver.readAt(silverVersion), events.readAt(eventsVersion));
    Dataset<Row> rows = built.rows().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      DataHealth health = DataHealth.of(config, built.spec(), silver.readAt(silverVersion), rows);
      health.refuse();
      LakeTable trainingSet = context.lake().open(TrainingSetTable.spec(config.table()));
      long before = trainingSet.version();
      Passport passport =
          passport(
              built.spec(),
              health,
              silver.id() + "@" + silverVersion,
              events.id() + "@" + eventsVersion);
      long version = trainingSet.overwrite(rows, passport.json());
      if (before > 0) {
        TrainingSetDiff.between(
                trainingSet.readLongRowsAt(before), trainingSet.readLongRowsAt(version))
            .forEach(context.progress()::line);
      }
      Result result = new Result(version, built.spec(), built.devices(), health);
      context.progress().end(described(result));
      return result;
    } finally {
      rows.unpersist();
    }
  }

  private Passport passport(FeatureSpec spec, DataHealth health, String... sources) {
    FeatureConfig config = context.config().features();
    return new Passport(
        List.of(sources),
        spec.hash(),
        config.hash(),
        CodeHash.of(BuildTrainingSet.class),
        config.split().seed(),
        context.clock().instant().toString(),
        health);
  }

  public static LakeTable silver(JobContext context) {
    return context
        .lake()
        .existing(context.config().ingest().telemetry().silver().id(), "lepton ingest");
  }

  public static LakeTable events(JobContext context) {
    return context
        .lake()
        .existing(context.config().ingest().events().silver().id(), "lepton ingest");
  }

  private static String counted(int findings) {
    return findings == 1 ? "1 finding" : findings + " findings";
  }

  private static String described(Result result) {
    return String.format(
        Locale.ROOT,
        "training set version %d: windows of %d x %d: %s; %s",
        result.version(),
        result.spec().window().length(),
        result.spec().features().size(),
        Arrays.stream(Split.values())
            .map(
                split ->
                    String.format(
                        Locale.ROOT, "%,d %s", result.health().part(split).windows(), split.code()))
            .collect(Collectors.joining(", ")),
        result.health().findings().isEmpty()
            ? "data in good health"
            : counted(result.health().findings().size()));
  }
}
