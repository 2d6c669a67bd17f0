package io.lepton.jobs.config;

import io.lepton.features.DriftConfig;
import io.lepton.features.FeatureConfig;
import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.simulate.FleetConfig;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.lock.LockConfig;
import io.lepton.lake.upkeep.MaintainConfig;
import io.lepton.scoring.ScoringConfig;
import io.lepton.scoring.alert.AlertsConfig;
import io.lepton.training.IntervalConfig;
import io.lepton.training.TrainingConfig;
import io.lepton.training.alarm.AlarmConfig;
import io.lepton.training.baseline.BaselineConfig;
import io.lepton.training.search.SearchConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The whole file of a pipeline.
 *
 * @param pipeline its name
 * @param lakeRoot where the lake is
 * @param locks how jobs keep each other away
 * @param spark settings for Spark itself
 * @param ingest from Kafka to silver
 * @param features from silver to the training set
 * @param training from the training set to a model
 * @param interval what is promised of the interval around a prediction
 * @param search how better settings of training are looked for
 * @param baselines simple models to measure a network beside
 * @param evaluation how a model is measured
 * @param alarm when a score is an alarm
 * @param scoring from a model to predictions
 * @param drift how what devices send now is compared with training
 * @param alerts whom to tell of what
 * @param feedback how people answer alerts
 * @param devices when something is wrong with a device itself
 * @param promotion what a model must show to become champion
 * @param maintain how tables are kept in order
 * @param simulation a fleet to make up
 * @param source files to read instead of Kafka
 * @param rendered the whole of it, secrets hidden
 */
public record PipelineConfig(
    String pipeline,
    String lakeRoot,
    LockConfig locks,
    Map<String, String> spark,
    IngestConfig ingest,
    FeatureConfig features,
    TrainingConfig training,
    IntervalConfig interval,
    SearchConfig search,
    BaselineConfig baselines,
    EvaluationConfig evaluation,
    AlarmConfig alarm,
    ScoringConfig scoring,
    DriftConfig drift,
    AlertsConfig alerts,
    FeedbackConfig feedback,
    DevicesConfig devices,
    PromotionConfig promotion,
    MaintainConfig maintain,
    Optional<FleetConfig> simulation,
    Optional<SourceConfig> source,
    String rendered) {

  /** Copies what it is given. */
  public PipelineConfig {
    spark = Map.copyOf(spark);
  }

  /** Reads a file; all problems come in one answer. */
  public static PipelineConfig open(Path file, Map<String, String> overrides) {
    return ConfigReader.open(file, overrides).read(PipelineConfig::read);
  }

  static PipelineConfig read(ConfigReader in) {
    String pipeline = in.string("pipeline");
    IngestConfig ingest = in.section("ingest", IngestConfig::read);
    return new PipelineConfig(
        pipeline,
        in.section("lake", lake -> lake.string("root")),
        in.section("lake.locks", LockConfig::read),
        in.map("spark"),
        ingest,
        in.section("features", FeatureConfig::read),
        in.section("training", TrainingConfig::read),
        in.section("training.interval", IntervalConfig::read),
        in.section("training.search", SearchConfig::read),
        in.section("training.baselines", BaselineConfig::read),
        in.section("evaluation", EvaluationConfig::read),
        in.section("alarm", AlarmConfig::read),
        in.section("scoring", ScoringConfig::read),
        in.section("drift", DriftConfig::read),
        in.section("alerts", AlertsConfig::read),
        in.section("alerts.feedback", FeedbackConfig::read),
        in.section("devices", DevicesConfig::read),
        in.section("scoring.promotion", PromotionConfig::read),
        in.section("maintain", MaintainConfig::read),
        in.optionalSection("simulation", section -> SimulationSection.read(section, ingest)),
        in.optionalSection("source", SourceConfig::read),
        in.render());
  }
}
