package io.lepton.training;

import static java.util.Objects.requireNonNull;

import io.lepton.lake.config.ConfigReader;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * How fast parameters move, and how that changes.
 *
 * @param peak the highest rate
 * @param schedule how it changes
 * @param step for the schedule {@code step}
 */
public record LearningRate(double peak, Schedule schedule, Step step) {
  /** How the learning rate changes. */
  public enum Schedule {
    /** Not at all. */
    CONSTANT,
    /** Up to the peak and down to almost nothing, over all epochs. */
    ONE_CYCLE,
    /** Down by a factor every few epochs. */
    STEP
  }

  /**
   * A staircase.
   *
   * @param epochs on each step
   * @param factor from one step to the next
   */
  public record Step(int epochs, double factor) {
    /** Checks the sizes. */
    public Step {
      Check.positive("epochs", epochs);
      Check.argument(factor > 0 && factor <= 1, "factor", factor, "above 0, at most 1");
    }

    static Step read(ConfigReader in) {
      return new Step(in.integer("epochs"), in.number("factor"));
    }
  }

  /** Checks the peak. */
  public LearningRate {
    Check.positive("learning-rate", peak);
    requireNonNull(schedule, "schedule");
    requireNonNull(step, "step");
  }

  /**
   * The schedule as Deeplearning4j has it.
   *
   * @param iterations mini-batches that the worker with most of them fits in all epochs
   */
  ISchedule schedule(int iterations) {
    return switch (schedule) {
      case CONSTANT -> new FixedSchedule(peak);
      case ONE_CYCLE -> OneCycle.schedule(peak, iterations);
      case STEP -> new StepSchedule(ScheduleType.EPOCH, peak, step.factor(), step.epochs());
    };
  }
}
