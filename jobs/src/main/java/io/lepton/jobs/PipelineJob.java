package io.lepton.jobs;

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
   * @param evaluation the model's figures on held-out devices
   * @param scored readings scored
   * @param report where the report is
   */
  record Result(EvaluateJob.Result evaluation, long scored, Path report) {}

  Result run() {
    Optional<SourceConfig> source = context.config().source();
    if (source.isPresent()) {
      new ImportJob(context, source.get()).toLake();
    } else {
      new IngestJob(context, context.config().ingest()).run();
    }
    new FeaturesJob(context).run();
    new TrainJob(context).run();
    EvaluateJob.Result evaluation = new EvaluateJob(context).run();
    long scored = new ScoreJob(context).batch();
    return new Result(
        evaluation, scored, new ReportJob(context).write(report, ReportJob.Extras.none()));
  }
}
