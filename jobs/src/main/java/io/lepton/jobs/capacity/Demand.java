package io.lepton.jobs.capacity;

import io.lepton.jobs.capacity.Job.Way;
import io.lepton.jobs.capacity.Job.When;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes in every day, and what is to be made of it.
 *
 * @param fleet what sends
 * @param training what is trained each night
 * @param isLive whether readings are scored as they arrive; else at night
 */
public record Demand(Fleet fleet, Training training, boolean isLive) {
  /**
   * A fleet.
   *
   * @param devices how many
   * @param perSecond readings of each of them
   * @param channels of a reading
   * @param keepDays days for which readings and predictions are kept
   */
  public record Fleet(long devices, double perSecond, int channels, double keepDays) {
    /** Readings of all devices in a day. */
    double perDay() {
      return 86_400 * perSecond * devices;
    }
  }

  /**
   * What is trained.
   *
   * @param days of readings in the training set
   * @param stride readings between the ends of two windows
   * @param epochs of a training
   * @param networks of a model, or of several
   * @param gpuRate windows that a GPU fits in a second; 0 where there is none
   */
  public record Training(double days, int stride, int epochs, int networks, double gpuRate) {}

  /** What a table grows by in a day, and what there is of it in the end, in bytes. */
  public record Storage(String table, double perDay, double kept) {}

  /** The jobs of a day, in their order. */
  public List<Job> jobs(Rates rates) {
    double readings = fleet.perDay();
    double history = readings * training.days;
    double windows = history / training.stride * training.epochs * training.networks;
    List<Job> jobs = new ArrayList<>();
    jobs.add(job("ingest", readings, When.ALWAYS, rates.of(Measure.INGEST, fleet.channels)));
    jobs.add(job("features", history, When.NIGHT, rates.of(Measure.FEATURES, fleet.channels)));
    jobs.add(new Job("train", "windows", windows, When.NIGHT, waysToTrain(rates)));
    jobs.add(score(readings, isLive ? When.ALWAYS : When.NIGHT, rates));
    if (!isLive) {
      // batch scoring makes the features of all that is kept, to find what it has not predicted
      double kept = readings * fleet.keepDays;
      double rate = rates.of(Measure.FEATURES, fleet.channels);
      jobs.add(job("score: look back", kept, When.NIGHT, rate));
    }
    return jobs;
  }

  /** Scoring of all that is kept, as by a new champion. */
  Job scoringAgain(Rates rates) {
    return score(fleet.perDay() * fleet.keepDays, When.NIGHT, rates);
  }

  /** Every network is asked about every reading. */
  private Job score(double readings, When when, Rates rates) {
    double rate = rates.of(Measure.SCORING, fleet.channels) / training.networks;
    return job("score", readings, when, rate);
  }

  private static Job job(String name, double readings, When when, double perSecond) {
    return new Job(name, "readings", readings, when, List.of(new Way(perSecond, 1, 0)));
  }

  /** On cores, and on GPUs where there are any, for which cores cut the windows. */
  private List<Way> waysToTrain(Rates rates) {
    Way core = new Way(rates.of(Measure.TRAINING, fleet.channels), 1, 0);
    double feeding = training.gpuRate / rates.of(Measure.FEEDING, fleet.channels);
    return training.gpuRate > 0
        ? List.of(core, new Way(training.gpuRate, feeding, 1))
        : List.of(core);
  }

  /** What tables take. */
  public List<Storage> storage(Rates rates) {
    Storage silver = stored("silver", rates.of(Measure.SILVER, fleet.channels));
    double set = silver.perDay * training.days * rates.of(Measure.TRAINING_SET, fleet.channels);
    return List.of(
        stored("bronze", rates.of(Measure.BRONZE, fleet.channels)),
        silver,
        stored("predictions", rates.of(Measure.PREDICTIONS, fleet.channels)),
        new Storage("training set", 0, set));
  }

  private Storage stored(String table, double bytes) {
    return new Storage(table, bytes * fleet.perDay(), bytes * fleet.perDay() * fleet.keepDays);
  }
}
