package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.stream.StreamTrigger;
import io.lepton.lake.table.TableId;
import java.util.List;
import java.util.Optional;

/**
 * How predictions are made.
 *
 * @param model name of the model
 * @param version its version: {@code champion}, {@code latest} or a number
 * @param miniBatchSize windows in one call of the network
 * @param table name of the predictions table in the gold layer
 * @param trigger when the scoring stream starts its micro-batches
 * @param runtime who asks the networks
 * @param contributors how many sensors a prediction names that it rests on; 0 for none
 * @param shadow the version that is tried out beside the other
 */
public record ScoringConfig(
    String model,
    String version,
    int miniBatchSize,
    String table,
    StreamTrigger trigger,
    ScoringRuntime runtime,
    int contributors,
    Shadow shadow) {
  /**
   * A version that is tried out beside the one that scores.
   *
   * @param version {@code none}, {@code latest} or a number
   * @param table name of its predictions table in the gold layer
   */
  public record Shadow(String version, String table) {
    private static final String NOBODY = "none";

    /** No version is tried out. */
    public static final Shadow NONE = new Shadow(NOBODY, "shadow");

    /** Checks the rule. */
    public Shadow {
      PredictionTable.id(table);
      if (!List.of(NOBODY, ModelStore.LATEST).contains(version)
          && !version.matches("[1-9][0-9]{0,8}")) {
        throw new IllegalArgumentException(
            "shadow.version: '%s' (expected: 'none', 'latest' or a number)".formatted(version));
      }
    }

    static Shadow read(ConfigReader in) {
      return new Shadow(in.string("version"), in.string("table"));
    }

    /** Which version, if any. */
    public Optional<String> rule() {
      return version.equals(NOBODY) ? Optional.empty() : Optional.of(version);
    }
  }

  /** Checks the sizes and the rule. */
  public ScoringConfig {
    requireNonNull(model, "model");
    requireNonNull(trigger, "trigger");
    requireNonNull(runtime, "runtime");
    PredictionTable.id(table);
    if (shadow.table().equals(table)) {
      throw new IllegalArgumentException(
          "shadow.table: '%s' (expected: another than table)".formatted(table));
    }
    if (!List.of(ModelStore.CHAMPION, ModelStore.LATEST).contains(version)
        && !version.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "version: '%s' (expected: 'champion', 'latest' or a number)".formatted(version));
    }
    if (miniBatchSize < 1) {
      throw new IllegalArgumentException(
          "mini-batch-size: %d (expected: > 0)".formatted(miniBatchSize));
    }
    if (contributors < 0) {
      throw new IllegalArgumentException(
          "contributors: %d (expected: >= 0)".formatted(contributors));
    }
  }

  /** Reads the section {@code scoring}. */
  public static ScoringConfig read(ConfigReader in) {
    return new ScoringConfig(
        in.string("model"),
        in.string("version"),
        in.integer("mini-batch-size"),
        in.string("table"),
        in.parsed("trigger", StreamTrigger::parse),
        in.oneOf("runtime", ScoringRuntime.class),
        in.integer("contributors"),
        in.section("shadow", Shadow::read));
  }

  /**
   * Checks that a model can say what is asked of it.
   *
   * @throws PipelineException of kind DATA if it was trained before models kept what is usual
   */
  public void require(ScoringModel scoring) {
    if (contributors > 0 && scoring.usual().isNone()) {
      throw PipelineException.data(
          "Cannot say which sensors predictions of '%s' rest on: it was trained before models kept what is usual (expected: a file '%s'). Train again, or set scoring.contributors = 0."
              .formatted(scoring.id(), UsualWindow.FILE));
    }
  }

  /** Whether a stream is to follow the champion. */
  public boolean followsChampion() {
    return version.equals(ModelStore.CHAMPION);
  }

  /** The predictions table's name. */
  public TableId tableId() {
    return PredictionTable.id(table);
  }
}
