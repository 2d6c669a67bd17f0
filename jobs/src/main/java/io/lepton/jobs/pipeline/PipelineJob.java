package io.lepton.jobs.pipeline;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.SourceConfig;
import io.lepton.jobs.evaluation.EvaluateJob;
import io.lepton.jobs.features.FeaturesJob;
import io.lepton.jobs.ingest.ImportJob;
import io.lepton.jobs.ingest.IngestJob;
import io.lepton.jobs.models.PromotionJob;
import io.lepton.jobs.monitoring.AlertsJob;
import io.lepton.jobs.report.ReportJob;
import io.lepton.jobs.scoring.ScoreJob;
import io.lepton.jobs.training.TrainJob;
import io.lepton.lake.model.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;

/** Everything, one after another: what a night's run does. */
public final class PipelineJob {
  private final JobContext context;
  private final Path report;

  public PipelineJob(JobContext context, Path report) {
    this.context = context;
    this.report = report;
  }

  /**
   * What came of it.
   *
   * @param evaluation the new model's figures on held-out devices
   * @param verdict whether it is champion now
   * @param scored readings scored
   * @param report where the report is
   */
  public record Result(
      EvaluateJob.Result evaluation, PromotionJob.Verdict verdict, long scored, Path report) {}

  public Result run() {
    Optional<SourceConfig> source = context.config().source();
    if (source.isPresent()) {
      new ImportJob(context, source.get()).toLake();
    } else {
      new IngestJob(context, context.config().ingest()).run();
    }
    new FeaturesJob(context).run();
    ModelVersion trained = new TrainJob(context).run();
    EvaluateJob.Result evaluation = new EvaluateJob(context).run(trained);
    PromotionJob.Verdict verdict = new PromotionJob(context).promote(trained);
    long scored = new ScoreJob(context).batch();
    if (!context.config().alerts().rules().isEmpty()) {
      new AlertsJob(context).run(); // a sink that takes nothing is noted, and told next time
    }
    return new Result(
        evaluation, verdict, scored, new ReportJob(context).write(report, ReportJob.Extras.none()));
  }
}
