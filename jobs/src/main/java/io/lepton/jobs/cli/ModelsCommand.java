package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.evaluation.ShadowComparison;
import io.lepton.jobs.models.ModelComparison;
import io.lepton.jobs.models.ModelPapers;
import io.lepton.jobs.models.PromotionJob;
import io.lepton.jobs.models.ReproduceJob;
import io.lepton.jobs.models.VerdictSummary;
import io.lepton.jobs.plan.Plan;
import io.lepton.jobs.plan.Planner;
import io.lepton.lake.PipelineException;
import io.lepton.lake.model.ModelStore;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.Promotion;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The model versions of a lake, and which of them is champion. */
@Command(
    name = "models",
    description = "List the model versions of the lake, or do something with them.",
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Examples:",
      "  lepton models conf/turbofan.conf",
      "  lepton models conf/turbofan.conf show champion",
      "  lepton models conf/turbofan.conf promote",
      "  lepton models conf/turbofan.conf compare 2 3",
      "  lepton models conf/turbofan.conf promote --help"
    },
    subcommands = {
      ModelsCommand.ListAll.class,
      ModelsCommand.Show.class,
      ModelsCommand.Promote.class,
      ModelsCommand.Rollback.class,
      ModelsCommand.Compare.class,
      ModelsCommand.ShadowOf.class,
      ModelsCommand.Reproduce.class
    })
public final class ModelsCommand extends ConfiguredCommand {
  private static final String VERSION = "A number, champion or latest.";

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      new ModelPapers(context, out()).list();
    }
  }

  /** Something to do with models. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class Action implements Callable<Integer> {
    @ParentCommand private ModelsCommand models;

    @Spec private CommandSpec spec;

    final Integer with(Consumer<JobContext> work) {
      return with(models::open, work);
    }

    /** Like {@link #with(Consumer)}, while no other job of the model is at work. */
    final Integer alone(Consumer<JobContext> work) {
      return with(models::openAlone, work);
    }

    private Integer with(Function<PipelineConfig, JobContext> open, Consumer<JobContext> work) {
      return models.ending(
          "models " + spec.name(),
          () -> {
            try (JobContext context = open.apply(models.config())) {
              work.accept(context);
            }
          });
    }

    final ModelsCommand models() {
      return models;
    }

    /** The version of the pipeline's model that a rule means. */
    static ModelVersion version(JobContext context, String rule) {
      return context.models().require(context.config().scoring().model(), rule);
    }
  }

  /** All of them. */
  @Command(
      name = "list",
      customSynopsis = "lepton models CONF list [--set=KEY=VALUE]...",
      description = "List the model versions; a star marks the champion.",
      footer = {"", "Example:", "  lepton models conf/turbofan.conf list"})
  static final class ListAll extends Action {
    @Override
    public Integer call() {
      return with(context -> new ModelPapers(context, models().out()).list());
    }
  }

  /** One of them. */
  @Command(
      name = "show",
      customSynopsis = "lepton models CONF show [VERSION] [--set=KEY=VALUE]...",
      description = "Show the papers of a version of the pipeline's model.",
      footer = {"", "Example:", "  lepton models conf/turbofan.conf show 2"})
  static final class Show extends Action {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "VERSION",
        defaultValue = ModelStore.CHAMPION,
        description = VERSION + " ${DEFAULT-VALUE} unless given.")
    private String rule;

    @Override
    public Integer call() {
      return with(context -> new ModelPapers(context, models().out()).show(version(context, rule)));
    }
  }

  /** Forward. */
  @Command(
      name = "promote",
      customSynopsis =
          "lepton models CONF promote [VERSION] [--force=REASON] [--dry-run] [--set=KEY=VALUE]...",
      description = {
        "Make a version the champion, if its mean loss is lower than the champion's on the windows"
            + " that were held out from both (scoring.promotion.margin).",
        "A stream that scores with the champion goes on with the new one."
      },
      footer = {
        "",
        "Examples:",
        "  lepton models conf/turbofan.conf promote",
        "  lepton models conf/turbofan.conf promote 4 --force 'sensor 3 was recalibrated'"
      })
  static final class Promote extends Action {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "VERSION",
        defaultValue = ModelStore.LATEST,
        description = VERSION + " ${DEFAULT-VALUE} unless given.")
    private String rule;

    @Option(
        names = "--force",
        paramLabel = "REASON",
        description = "Promote it even so; the reason is recorded.")
    private String reason;

    @Option(
        names = "--dry-run",
        description = "Say which versions would be compared; change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
      return dryRun ? with(this::rehearse) : alone(this::promote);
    }

    private void rehearse(JobContext context) {
      Plan plan = new Planner(context).promote(rule);
      models().line().plan(plan);
      plan.print(models().out());
    }

    private void promote(JobContext context) {
      ModelVersion candidate = version(context, rule);
      PromotionJob job = new PromotionJob(context);
      PromotionJob.Verdict verdict =
          reason == null ? job.promote(candidate) : job.force(candidate, reason);
      models().figure("promoted", verdict.accepted() || reason != null ? 1 : 0);
      verdict.figures().forEach(models()::figure);
      new VerdictSummary(context, models().out()).print(verdict);
      if (reason == null && !verdict.accepted()) {
        models().out().flush();
        throw PipelineException.data(
            "Cannot promote %s: %s Train a better one, or say why it is to be champion even so with --force REASON."
                .formatted(candidate, verdict.why()));
      }
    }
  }

  /** Back. */
  @Command(
      name = "rollback",
      customSynopsis = "lepton models CONF rollback [--set=KEY=VALUE]...",
      description = "Make the champion before the champion again.",
      footer = {"", "Example:", "  lepton models conf/turbofan.conf rollback"})
  static final class Rollback extends Action {
    @Override
    public Integer call() {
      return alone(
          context -> {
            Promotion entry = new PromotionJob(context).rollBack();
            String model = context.config().scoring().model();
            models()
                .out()
                .printf(
                    "%s@%d is champion again, %s@%d is not any more.%n",
                    model, entry.version(), model, entry.previous());
          });
    }
  }

  /** Two of them. */
  @Command(
      name = "compare",
      customSynopsis = "lepton models CONF compare A B [--set=KEY=VALUE]...",
      description = "Show what is different between two versions, and which is better.",
      footer = {
        "",
        "Examples:",
        "  lepton models conf/turbofan.conf compare 2 3",
        "  lepton models conf/turbofan.conf compare champion latest"
      })
  static final class Compare extends Action {
    @Parameters(index = "0", paramLabel = "A", description = VERSION)
    private String before;

    @Parameters(index = "1", paramLabel = "B", description = VERSION)
    private String after;

    @Override
    public Integer call() {
      return with(
          context ->
              new ModelComparison(context, models().out())
                  .print(version(context, before), version(context, after)));
    }
  }

  /** What is tried out beside the champion. */
  @Command(
      name = "shadow",
      customSynopsis = "lepton models CONF shadow [--set=KEY=VALUE]...",
      description = {
        "Compare what scoring.shadow said with what was said in earnest, on the same readings:",
        "against the truth that has come in since both were trained, or how far they agree."
      },
      footer = {
        "",
        "Example:",
        "  lepton models conf/turbofan.conf shadow --set scoring.shadow.version=latest"
      })
  static final class ShadowOf extends Action {
    @Override
    public Integer call() {
      return with(
          context -> {
            ShadowComparison.Result found = new ShadowComparison(context).compare();
            found.figures().forEach(models()::figure);
            found.lines().forEach(models().out()::println);
          });
    }
  }

  /** Once more. */
  @Command(
      name = "reproduce",
      customSynopsis = "lepton models CONF reproduce VERSION [--set=KEY=VALUE]...",
      description = {
        "Train a version again, from the training set, the configuration and the seed that its"
            + " manifest names, and compare every parameter.",
        "Nothing is written to the lake."
      },
      footer = {"", "Example:", "  lepton models conf/turbofan.conf reproduce 2"})
  static final class Reproduce extends Action {
    @Parameters(index = "0", paramLabel = "VERSION", description = VERSION)
    private String rule;

    @Override
    public Integer call() {
      return with(
          context ->
              new ReproduceJob(context, models().out()).run(version(context, rule)).require());
    }
  }
}
