package io.lepton.jobs.cli;

import io.lepton.features.FeatureSpec;
import io.lepton.features.Segment;
import io.lepton.features.Split;
import io.lepton.features.TrainingSetTable;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.features.Passport;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.lake.table.LakeTable;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The training set. */
@Command(
    name = "features",
    description = "Build the training set from silver, or show one that was built.",
    footer = {
      "",
      "Examples:",
      "  lepton features conf/turbofan.conf",
      "  lepton features conf/turbofan.conf show",
      "  lepton features conf/turbofan.conf show --at 3 --spec"
    })
public final class FeaturesCommand extends JobCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "build",
      description = "build or show (${DEFAULT-VALUE}).")
  private Action action;

  @Option(
      names = "--at",
      paramLabel = "VERSION",
      description = "Show this version of the training set; the newest unless given.")
  private Long version;

  @Option(names = "--spec", description = "Show the fitted specification, too, as JSON.")
  private boolean spec;

  /** What to do. */
  private enum Action {
    BUILD,
    SHOW
  }

  @Override
  void work(PipelineConfig config) {
    boolean builds = action == Action.BUILD;
    try (JobContext context = builds ? openAlone(config) : open(config)) {
      if (builds) {
        FeaturesJob.Result built = new FeaturesJob(context).run();
        for (Split split : Split.values()) {
          figure("windows_" + split.code(), built.health().part(split).windows());
        }
        out().print(built.health().text());
      } else {
        show(context);
      }
    }
  }

  @Override
  Plan plan(Planner planner) {
    return planner.features();
  }

  private void show(JobContext context) {
    LakeTable table =
        context.lake().existing(context.config().features().tableId(), "lepton features");
    long wanted = version == null ? table.version() : version;
    Passport passport = Passport.of(table, wanted);
    Dataset<Row> rows = table.readLongRowsAt(wanted);
    FeatureSpec fitted = TrainingSetTable.featureSpec(rows);
    print(table.id() + "@" + wanted, passport, fitted);
    for (Split split : Split.values()) {
      parts(rows, split, fitted);
    }
    out().println();
    out().print(passport.health().text());
    if (spec) {
      out().println(fitted.json());
    }
  }

  private void print(String name, Passport passport, FeatureSpec fitted) {
    Lines.line(out(), "training set", "%s", name);
    Lines.line(out(), "created", "%s", passport.created());
    Lines.line(out(), "from", "%s", String.join(", ", passport.sources()));
    Lines.line(
        out(),
        "hashes",
        "specification %s, configuration %s, code %s",
        passport.spec(),
        passport.config(),
        passport.code());
    Lines.line(out(), "seed", "%d", passport.seed());
    Lines.line(
        out(),
        "windows",
        "%d readings of %d features, %d regimes, label %s",
        fitted.window().length(),
        fitted.features().size(),
        fitted.regimes().size(),
        fitted.label().kind());
  }

  private void parts(Dataset<Row> rows, Split split, FeatureSpec fitted) {
    long[] counts =
        TrainingSetTable.segments(rows, split)
            .map(FeaturesCommand::counts)
            .fold(new long[3], (a, b) -> new long[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]});
    long devices = TrainingSetTable.segments(rows, split).map(Segment::deviceId).distinct().count();
    Lines.line(
        out(),
        split.code(),
        "%,d windows of %,d devices%s%s",
        counts[0] - counts[1],
        devices,
        counts[1] > 0 ? String.format(Locale.ROOT, ", %,d copies", counts[1]) : "",
        fitted.label().classes().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, ", %,d not '%s'", counts[2], fitted.label().classes().get(0)));
  }

  /** Windows, copies among them, and originals that are not of the first class. */
  private static long[] counts(Segment segment) {
    long[] counts = new long[3];
    for (int w = 0; w < segment.windows(); w++) {
      counts[0]++;
      counts[1] += segment.copies()[w] > 0 ? 1 : 0;
      counts[2] += segment.copies()[w] == 0 && segment.labels()[w] > 0 ? 1 : 0;
    }
    return counts;
  }
}
