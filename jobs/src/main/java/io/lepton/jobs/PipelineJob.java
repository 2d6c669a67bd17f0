package io.lepton.jobs;

import io.lepton.lake.model.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;

/** Everything, one after another: what a night's run does. */
final class PipelineJob {
  private final JobContext context;
  private final Path report;

  PipelineJob(JobContext context, Path report) {
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
  record Result(
      EvaluateJob.Result evaluation, PromotionJob.Verdict verdict, long scored, Path report) {}

  Result run() {
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
    return new Result(
        evaluation, verdict, scored, new ReportJob(context).write(report, ReportJob.Extras.none()));
  }
}
