package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.feedback.GradeJob;
import io.lepton.jobs.feedback.GradeLines;
import io.lepton.jobs.feedback.RuleGrade;
import io.lepton.jobs.monitoring.AlertLines;
import io.lepton.jobs.monitoring.AlertsJob;
import io.lepton.lake.PipelineException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What somebody has to be told of. */
@Command(
    name = "alerts",
    description = {
      "Follow the rules of the section alerts: raise what is new, clear what is over, tell the"
          + " sinks.",
      "Safe to run as often as you like, such as from cron; ends with 4 if a sink took nothing."
    },
    footer = {
      "",
      "Examples:",
      "  lepton alerts conf/turbofan.conf               look, then end",
      "  lepton alerts conf/turbofan.conf list          what is open",
      "  lepton alerts conf/turbofan.conf show --all    with the numbers behind it, also what is"
          + " over",
      "  lepton alerts conf/turbofan.conf grade         how good they were, by failures and answers"
    })
public final class AlertsCommand extends ConfiguredCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      defaultValue = "run",
      description = "run, list, show or grade (${DEFAULT-VALUE}).")
  private Action action;

  @Option(names = "--all", description = "Also show alerts that are over.")
  private boolean all;

  /** What to do. */
  private enum Action {
    RUN,
    LIST,
    SHOW,
    GRADE
  }

  @Override
  void run(PipelineConfig config) {
    if (action == Action.RUN && config.alerts().rules().isEmpty()) {
      throw PipelineException.config(
          "Cannot look for alerts: alerts.rules is empty (expected: at least one rule). Add one to"
              + " the file.");
    }
    try (JobContext context = open(config)) {
      AlertsJob job = new AlertsJob(context);
      switch (action) {
        case RUN -> {
          AlertsJob.Result result = job.run();
          out().println(result);
          out().flush();
          result.requireSent();
        }
        case LIST -> AlertLines.list(out(), all ? job.all() : job.open());
        case GRADE -> {
          List<RuleGrade> grades = new GradeJob(context).run();
          GradeLines.print(out(), grades);
          line().list("rules", grades.stream().map(GradeLines::named).toList());
        }
        case SHOW -> AlertLines.show(out(), all ? job.all() : job.open());
      }
    }
  }
}
