package io.lepton.features;

import io.lepton.lake.PipelineException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a training set is made of, and what is wrong with it: plain data that goes to JSON and back.
 *
 * @param trainingSet name of the training set
 * @param parts what each part has, in the order of {@link Split}
 * @param channels the columns of silver that features are made of
 * @param labels how the labels are distributed
 * @param findings what a person should know; refusals first
 */
public record DataHealth(
    String trainingSet,
    List<Part> parts,
    List<Channel> channels,
    Labels labels,
    List<Finding> findings)
    implements Serializable {
  /** Copies the lists. */
  public DataHealth {
    parts = List.copyOf(parts);
    channels = List.copyOf(channels);
    findings = List.copyOf(findings);
  }

  /**
   * What one part has.
   *
   * @param split the part
   * @param devices devices with a reading in it
   * @param readings readings in it
   * @param tooLate those of the readings that came too late to be used
   * @param windows windows without copies
   * @param devicesWithoutWindow devices whose history is too short, or whose label nobody knows
   */
  public record Part(
      Split split,
      long devices,
      long readings,
      long tooLate,
      long windows,
      long devicesWithoutWindow)
      implements Serializable {}

  /**
   * One column. Its figures are those of the devices that have a window; of all, if none has one.
   *
   * @param name the column
   * @param text whether it holds texts
   * @param constant whether training has at most one value of it
   * @param presence how much of it is there, in the order of {@link Split}
   * @param longestRun most readings of a device in a row with the same value; missing ones between
   *     them are passed over
   * @param neverMoves share of the devices with at least two values of which all are the same
   * @param drift how far parts are from training; a part with too few values is not there
   */
  public record Channel(
      String name,
      boolean text,
      boolean constant,
      List<Presence> presence,
      long longestRun,
      double neverMoves,
      List<Drift> drift)
      implements Serializable {
    /** Copies the lists. */
    public Channel {
      presence = List.copyOf(presence);
      drift = List.copyOf(drift);
    }

    /** The drift of a part, if it has enough values. */
    public Optional<Drift> driftOf(Split split) {
      return drift.stream().filter(d -> d.split() == split).findFirst();
    }
  }

  /**
   * How much of a column one part has.
   *
   * @param split the part
   * @param missing share of the readings without a value
   * @param notFinite share of the readings with a value that is no finite number, or a text that
   *     training does not have
   */
  public record Presence(Split split, double missing, double notFinite) implements Serializable {}

  /**
   * How the labels of the windows are distributed.
   *
   * @param names the classes, or ranges of equal width up to the cap; empty where the label is cut
   *     from the readings
   * @param counts windows without copies, in the order of {@link Split}
   */
  public record Labels(List<String> names, List<LabelCounts> counts) implements Serializable {
    /** Copies the lists. */
    public Labels {
      names = List.copyOf(names);
      counts = List.copyOf(counts);
    }
  }

  /**
   * The labels of one part.
   *
   * @param split the part
   * @param windows windows with each of the names
   * @param notNumbers windows whose label is NaN
   */
  public record LabelCounts(Split split, List<Long> windows, long notNumbers)
      implements Serializable {
    /** Copies the list. */
    public LabelCounts {
      windows = List.copyOf(windows);
    }
  }

  /**
   * Looks at the data: one pass over the training set's labels, one over silver.
   *
   * @param config how the training set was built
   * @param spec the specification fitted
   * @param silver the readings it was built from
   * @param trainingSet its rows, best as they were written
   */
  public static DataHealth of(
      FeatureConfig config, FeatureSpec spec, Dataset<Row> silver, Dataset<Row> trainingSet) {
    return new MeasureHealth(config, spec).of(silver, trainingSet);
  }

  /** What one part has. */
  public Part part(Split split) {
    return parts.stream().filter(part -> part.split() == split).findFirst().orElseThrow();
  }

  /** The labels of one part. */
  public LabelCounts labels(Split split) {
    return labels.counts().stream().filter(part -> part.split() == split).findFirst().orElseThrow();
  }

  /**
   * Nothing, if a model can be trained.
   *
   * @throws PipelineException naming all that stands against it
   */
  public void refuse() {
    String reasons =
        findings.stream()
            .filter(finding -> finding.severity() == Finding.Severity.REFUSE)
            .map(Finding::text)
            .collect(Collectors.joining("\n"));
    if (!reasons.isEmpty()) {
      throw PipelineException.data(reasons);
    }
  }

  /** Tables and findings for a terminal of 100 columns; ends with a line break. */
  public String text() {
    return new HealthText(this).text();
  }
}
