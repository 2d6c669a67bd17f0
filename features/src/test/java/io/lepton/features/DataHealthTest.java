package io.lepton.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.test.support.SparkExtension;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forty pumps with 30 hourly readings each that fail at their last one; a flaw at a time. */
@ExtendWith(SparkExtension.class)
class DataHealthTest {
  private static final SplitConfig SPLIT = new SplitConfig(1, 0.2, 0.2, List.of(), TimeSplit.NONE);
  private Dataset<Row> silver;
  private Dataset<Row> events;

  @BeforeEach
  void fleet(SparkSession spark) {
    silver =
        spark
            .range(40 * 30)
            .selectExpr(
                "concat('pump-', id div 30) as device_id",
                "timestamp_seconds(3600 * (id % 30)) as event_time",
                "id % 30 as sequence",
                "cast(id % 30 as double) as wear",
                "cast((id * 7) % 11 as double) as noise",
                "0.0D as late_by_seconds");
    events =
        silver.where("sequence = 29").selectExpr("device_id", "event_time", "'failure' as kind");
  }

  @Test
  void aHealthyFleetHasNoFindings() {
    DataHealth health = health(silver);
    assertThat(health.findings()).isEmpty();
    assertThatCode(health::refuse).doesNotThrowAnyException();
    DataHealth.Part test = health.part(Split.TEST);
    assertThat(test.devices()).isEqualTo(pumps(Split.TEST).size()).isPositive();
    assertThat(test.readings()).isEqualTo(30 * test.devices());
    assertThat(test.windows())
        .as("the failure itself tells nothing")
        .isEqualTo(29 * test.devices());
    assertThat(health.labels(Split.TEST).windows())
        .containsExactly(24 * test.devices(), 5 * test.devices());
    assertThat(health.channels().get(0).neverMoves()).isZero();
    assertThat(health.channels().get(0).longestRun()).isEqualTo(1);
  }

  @Test
  void aConstantChannelShouldBeLeftOut() {
    DataHealth health = health(silver.withColumn("noise", lit(3.5)));
    assertThat(health.findings())
        .containsExactly(
            new Finding(
                Finding.Severity.WARN,
                "constant",
                "Channel 'noise' has the same value in all training readings, or none (expected:"
                    + " values that differ). Leave it out of features.channels."));
  }

  @Test
  void nothingIsLearnedFromConstantsAlone() {
    DataHealth health = health(silver.withColumn("noise", lit(3.5)).withColumn("wear", lit(1.0)));
    assertThatThrownBy(health::refuse)
        .hasMessageContaining("no channel changes in the training readings: wear, noise");
  }

  @Test
  void aStuckDeviceShowsInTheRun() {
    DataHealth.Channel noise = health(stuck("pump-3")).channels().get(1);
    assertThat(noise.longestRun()).isEqualTo(30);
    assertThat(noise.neverMoves()).isCloseTo(1.0 / 40, within(1e-12));
  }

  @Test
  void aChannelStuckOnMostDevicesIsFound() {
    String most =
        IntStream.range(0, 21).mapToObj(i -> "pump-" + i).reduce("", (a, b) -> a + "," + b);
    assertThat(codes(health(stuck(most)))).contains("stuck");
    assertThat(codes(health(stuck("pump-1,pump-2")))).doesNotContain("stuck");
  }

  @Test
  void aChannelMissingFromHalfTheFleetIsFound() {
    DataHealth health =
        health(changed("noise", "if(pmod(xxhash64(device_id), 2) = 0, null, noise)"));
    assertThat(codes(health)).contains("missing");
    assertThat(health.channels().get(1).presence().get(0).missing()).isBetween(0.2, 0.8);
    assertThat(health.channels().get(0).presence().get(0).missing()).isZero();
  }

  @Test
  void valuesThatAreNotFiniteAreNoMissingOnes() {
    DataHealth health = health(changed("noise", "if(sequence = 4, double('Infinity'), noise)"));
    assertThat(codes(health)).containsExactly("not-finite");
    assertThat(health.channels().get(1).presence().get(0).notFinite()).isEqualTo(1.0 / 30);
    assertThat(health.channels().get(1).presence().get(0).missing()).isZero();
  }

  @Test
  void aTextThatTrainingDoesNotHaveIsFound() {
    Dataset<Row> texts =
        silver.withColumn(
            "noise",
            when(col("device_id").isin(pumps(Split.TEST).toArray()), "c")
                .otherwise(expr("if(sequence % 2 = 0, 'a', 'b')")));
    DataHealth health = health(texts);
    assertThat(codes(health)).containsExactly("not-finite");
    assertThat(health.channels().get(1).presence().get(2).notFinite()).isEqualTo(1);
    assertThat(health.channels().get(1).driftOf(Split.TEST)).as("nothing to compare").isEmpty();
  }

  @Test
  void aChannelThatDriftedIsFoundInThePartWhereItDid() {
    DataHealth health =
        health(
            silver.withColumn(
                "wear",
                col("wear")
                    .plus(
                        col("device_id")
                            .isin(pumps(Split.TEST).toArray())
                            .cast("int")
                            .multiply(20))));
    assertThat(codes(health)).containsExactly("drift");
    assertThat(health.findings().get(0).text())
        .startsWith("Channel 'wear'")
        .contains("in test (PSI");
    assertThat(health.channels().get(0).driftOf(Split.TEST).orElseThrow().distance())
        .isCloseTo(20.0 / 30, within(1e-9));
    assertThat(health.channels().get(0).driftOf(Split.VALIDATION).orElseThrow().psi()).isZero();
  }

  @Test
  void aDeviceWithOneReadingHasNoWindow() {
    Dataset<Row> more =
        silver.union(
            silver
                .where("device_id = 'pump-0' and sequence = 0")
                .withColumn("device_id", lit("new")));
    DataHealth health = health(more);
    assertThat(codes(health)).containsExactly("no-window");
    assertThat(health.part(SPLIT.of("new")).devicesWithoutWindow()).isEqualTo(1);
  }

  @Test
  void readingsThatCameTooLateAreCounted() {
    DataHealth health = health(changed("late_by_seconds", "if(sequence = 4, 90.0D, 0.0D)"));
    assertThat(codes(health)).containsExactly("late");
    assertThat(health.findings().get(0).text())
        .startsWith("40 of 1,200 readings came too late and are not used")
        .endsWith("Raise features.allowed-lateness, now 60 s.");
  }

  @Test
  void aSingleClassIsRefused() {
    DataHealth health = health(silver, events.where("false"));
    assertThatThrownBy(health::refuse)
        .isInstanceOfSatisfying(
            PipelineException.class,
            e -> assertThat(e.kind()).isEqualTo(PipelineException.Kind.DATA))
        .hasMessage(
            "Cannot train on training set 'training_set': all %d training windows are of class 'no failure' (expected: windows of at least two of [no failure, failure]). Add devices that show the others, or change features.label or features.split."
                .formatted(25 * pumps(Split.TRAIN).size()));
  }

  @Test
  void aValidationPartWithoutWindowsIsRefused() {
    Column others = not(col("device_id").isin(pumps(Split.VALIDATION).toArray()));
    Dataset<Row> shortLives = silver.where(col("sequence").equalTo(0).or(others));
    DataHealth health = health(shortLives, events.where(others));
    assertThatThrownBy(health::refuse)
        .hasMessageContaining("validation part, and it has no window");
  }

  @Test
  void allReasonsToRefuseAreTold() {
    FeatureConfig config = config("");
    BuildTrainingSet.Built built = new BuildTrainingSet(config).apply(silver, events);
    DataHealth health = DataHealth.of(config, built.spec(), silver, built.rows().where(lit(false)));
    assertThatThrownBy(health::refuse)
        .hasMessageContaining("the train part has no window (expected: at least one)")
        .hasMessageContaining("\nCannot train on training set 'training_set': features.split asks");
    assertThat(health.channels().get(0).constant()).as("all devices are looked into").isFalse();
  }

  @Test
  void labelsThatAreNumbersFallIntoTenRanges() {
    DataHealth health =
        health(
            silver,
            events,
            """
            features.label = null
            features.label { kind = remaining-life, event = failure, cap = 20 }
            features.label { unit = 1 hour, unit-name = hours }
            """);
    assertThat(health.labels().names()).hasSize(10).startsWith("0 to 2").endsWith("18 to 20");
    long pumps = pumps(Split.TRAIN).size();
    assertThat(health.labels(Split.TRAIN).windows())
        .as("0 and 1 hours to 18 and 19; the cap and all above it")
        .startsWith(2 * pumps, 2 * pumps)
        .endsWith(2 * pumps, 12 * pumps);
  }

  @Test
  void aRareClassIsFound() {
    DataHealth health =
        health(silver, events.where("device_id = '%s'".formatted(pumps(Split.TRAIN).get(0))));
    assertThat(health.labels(Split.TRAIN).windows().get(1)).isEqualTo(5);
    assertThat(codes(health)).containsExactly("rare-class");
  }

  @Test
  void copiesAreNoWindows() {
    assertThat(health(silver, events, "features.augment.balance = 1").parts())
        .isEqualTo(health(silver).parts());
  }

  @Test
  void theOrderOfReadingsChangesNothing() {
    Dataset<Row> flawed = changed("noise", "if(sequence % 5 = 4, null, noise)");
    assertThat(health(flawed.orderBy(col("wear").desc(), col("noise")).repartition(5)))
        .isEqualTo(health(flawed));
  }

  @Test
  void itGoesToJsonAndBackAndFitsATerminal() throws Exception {
    DataHealth health = health(changed("noise", "if(sequence % 3 = 1, null, 1.0D)"));
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readValue(json.writeValueAsString(health), DataHealth.class)).isEqualTo(health);
    assertThat(health.text().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(health.text())
        .containsPattern(
            "(?m)^noise +33\\.3 +0\\.0 +yes +20 +100 +0\\.00 / 0\\.00 +0\\.00 / 0\\.00$")
        .contains("WARNING Channel 'noise' is missing from 33.3 % of train, 33.3 % of validation,");
  }

  private DataHealth health(Dataset<Row> readings) {
    return health(readings, events);
  }

  private static DataHealth health(Dataset<Row> readings, Dataset<Row> events) {
    return health(readings, events, "");
  }

  private static DataHealth health(Dataset<Row> readings, Dataset<Row> events, String changes) {
    FeatureConfig config = config(changes);
    BuildTrainingSet.Built built = new BuildTrainingSet(config).apply(readings, events);
    return DataHealth.of(config, built.spec(), readings, built.rows());
  }

  private Dataset<Row> changed(String column, String to) {
    return silver.withColumn(column, expr(to));
  }

  /** Each of these devices says something of its own, and always the same. */
  private Dataset<Row> stuck(String devices) {
    return changed(
        "noise",
        "if(find_in_set(device_id, '%s') > 0, double(pmod(xxhash64(device_id), 11)), noise)"
            .formatted(devices));
  }

  private static List<String> codes(DataHealth health) {
    return health.findings().stream().map(Finding::code).toList();
  }

  private static List<String> pumps(Split split) {
    return IntStream.range(0, 40)
        .mapToObj(i -> "pump-" + i)
        .filter(pump -> SPLIT.of(pump) == split)
        .toList();
  }

  private static FeatureConfig config(String changes) {
    return ConfigReader.parse(
            """
            pipeline = pumps
            features {
              channels = [wear, noise]
              window.length = 5
              label { kind = failure-within, event = failure, horizon = 5 hours }
              split { seed = 1, validation = 0.2, test = 0.2 }
            }
            """
                + changes)
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }
}
