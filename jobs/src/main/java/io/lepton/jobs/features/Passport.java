package io.lepton.jobs.features;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.features.DataHealth;
import io.lepton.lake.PipelineException;
import io.lepton.lake.table.Commit;
import io.lepton.lake.table.LakeTable;
import java.util.List;
import java.util.Optional;

/**
 * Where a version of a training set comes from; its commit carries it. What it names can be read as
 * long as it is pinned.
 *
 * @param sources versions of tables, such as {@code silver.telemetry@12}
 * @param spec hash of the fitted specification
 * @param config hash of the configuration of features
 * @param code hash of the code that built it
 * @param seed of the split
 * @param created when, ISO-8601
 * @param health what the data was like
 */
public record Passport(
    List<String> sources,
    String spec,
    String config,
    String code,
    long seed,
    String created,
    DataHealth health) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Passport {
    sources = List.copyOf(sources);
    requireNonNull(created, "created");
  }

  /**
   * The passport of a version.
   *
   * @throws PipelineException if the version is no training set
   */
  public static Passport of(LakeTable trainingSet, long version) {
    List<Commit> commits = trainingSet.commits();
    return note(commits, version)
        .map(Passport::parse)
        .orElseThrow(
            () ->
                PipelineException.data(
                    "Cannot show %s@%d: it is no training set (expected: one of %s). Choose one with --at."
                        .formatted(
                            trainingSet.id(),
                            version,
                            commits.stream()
                                .filter(commit -> commit.note().isPresent())
                                .map(Commit::version)
                                .toList())));
  }

  /** What the newest commit up to a version says: upkeep makes versions without passport. */
  public static Optional<String> note(List<Commit> commits, long version) {
    return commits.stream()
        .filter(commit -> commit.version() <= version && commit.note().isPresent())
        .reduce((before, after) -> after)
        .flatMap(Commit::note);
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a passport is plain data", e);
    }
  }

  static Passport parse(String json) {
    try {
      return JSON.readValue(json, Passport.class);
    } catch (JsonProcessingException e) {
      throw new PipelineException(
          PipelineException.Kind.DATA,
          "Cannot read the passport of a training set: %s (expected: one written by 'lepton features'). Build it again."
              .formatted(e.getOriginalMessage()),
          e);
    }
  }
}
