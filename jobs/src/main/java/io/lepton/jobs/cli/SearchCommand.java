package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.console.Lines;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.jobs.search.SearchJob;
import io.lepton.jobs.search.TrialLines;
import io.lepton.lake.table.LakeTable;
import io.lepton.training.search.Trial;
import io.lepton.training.search.TrialRun;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A search for better settings of training. */
@Command(
    name = "search",
    description = {
      "Look for better settings of training, and register a model made with the best.",
      "training.search says what to choose from; the validation split decides.",
      "Stopped or killed, the same command goes on; trials of one training set are trained once."
    },
    footer = {
      "",
      "Examples:",
      "  lepton search conf/turbofan.conf \\",
      "      --set 'training.search.space.learning-rate={ from = 1e-4, to = 1e-2, scale = log }'",
      "  lepton search conf/turbofan.conf --set training.search.method=halving \\",
      "      --set training.search.minutes=30",
      "  lepton search conf/turbofan.conf --list"
    })
public final class SearchCommand extends JobCommand {
  @Option(names = "--list", description = "Show the trials of the lake, the best first.")
  private boolean list;

  @Override
  void work(PipelineConfig config) {
    if (list) {
      list(config);
      return;
    }
    List<Trial> trials = SearchJob.trials(config.search(), this::configured);
    try (JobContext context = openAlone(config)) {
      print(new SearchJob(context, trials, this::configured).run());
    }
  }

  @Override
  Plan plan(Planner planner) {
    return planner.search(SearchJob.trials(planner.config().search(), this::configured).size());
  }

  private void list(PipelineConfig config) {
    try (JobContext context = open(config)) {
      LakeTable table = context.lake().existing(config.search().tableId(), "lepton search");
      TrialLines.all(table.read().collectAsList()).forEach(out()::println);
    }
  }

  private void print(SearchJob.Result result) {
    TrialLines.best(result).forEach(out()::println);
    TrialRun best = result.best();
    Lines.line(out(), "model", "%s", result.model());
    // not repeated here: one of them may be a secret
    String own = hasOverrides() ? "  (and the --set of this command)" : "";
    Lines.line(out(), "again", "%s%s", TrialLines.repeat(file(), best.trial()), own);
  }
}
