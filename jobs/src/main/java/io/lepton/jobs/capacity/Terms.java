package io.lepton.jobs.capacity;

/**
 * What there is to work with, and by when work must be done.
 *
 * @param nightHours hours of a night, at most 24
 * @param coresPerExecutor cores come in executors
 * @param coresAtMost how many there are; may be infinite
 * @param gpusAtMost how many there are; may be infinite
 * @param gpuPrice what a GPU costs, in cores
 */
public record Terms(
    double nightHours,
    int coresPerExecutor,
    double coresAtMost,
    double gpusAtMost,
    double gpuPrice) {
  /** Share of the time in which cores and GPUs are at work; the rest is for what goes wrong. */
  public static final double UTILISATION = 0.7;

  /** Executors that there are. */
  double executorsAtMost() {
    return Math.floor(coresAtMost / coresPerExecutor);
  }

  /** Hours in which a day's work of a job is done. */
  double hours(Job job) {
    return job.when() == Job.When.ALWAYS ? 24 : nightHours;
  }
}
