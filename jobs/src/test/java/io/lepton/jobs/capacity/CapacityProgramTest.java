package io.lepton.jobs.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lepton.jobs.capacity.Job.Way;
import io.lepton.jobs.capacity.Job.When;
import io.lepton.lake.PipelineException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapacityProgramTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Terms SIX_HOURS = new Terms(6, 1, INFINITY, 0, 20);

  /**
   * A small problem, in cores: a GPU fits as much as some cores, and takes some to feed it.
   *
   * @param train cores of training on cores alone
   * @param others cores of all else
   */
  record Small(int train, int others, int gpuSpeed, double feeding, Terms terms) {
    static Small of(int seed) {
      Random random = new Random(seed);
      int[] dividingTwelve = {1, 2, 3, 4, 6, 12};
      return new Small(
          dividingTwelve[random.nextInt(6)],
          2 + random.nextInt(9),
          2 + random.nextInt(4),
          random.nextInt(4) / 2.0,
          new Terms(
              8, 1 + random.nextInt(4), 40, random.nextInt(6), 0.25 * (1 + random.nextInt(24))));
    }

    List<Job> jobs() {
      return List.of(
          job("ingest", When.ALWAYS, 1, terms),
          job("features", When.NIGHT, others - 1.0, terms),
          job("train", When.NIGHT, train, terms, new Way(1000 * gpuSpeed, feeding, 1)));
    }

    /** The least price of all numbers of executors and GPUs and all twelfths of the training. */
    double leastPrice() {
      double least = INFINITY;
      for (int executors = 0; executors * terms.coresPerExecutor() <= 40; executors++) {
        for (int gpus = 0; gpus <= terms.gpusAtMost(); gpus++) {
          int cores = executors * terms.coresPerExecutor();
          if (isEnough(cores, gpus)) {
            least = Math.min(least, cores + gpus * terms.gpuPrice());
          }
        }
      }
      return least;
    }

    private boolean isEnough(int cores, int gpus) {
      return IntStream.rangeClosed(0, 12)
          .anyMatch(
              twelfths -> {
                double onGpus = train * twelfths / 12.0 / gpuSpeed;
                double onCores = train * (12 - twelfths) / 12.0;
                return onGpus <= gpus + 1e-9 && others + onCores + onGpus * feeding <= cores + 1e-9;
              });
    }

    /** The shortest night of all ten-thousandths of the training. */
    double leastHours(double cores, int gpus) {
      return IntStream.rangeClosed(0, gpus == 0 ? 0 : 10_000)
          .mapToDouble(
              part -> {
                double onGpus = train * part / 10_000.0 / gpuSpeed;
                double onCores = train * (10_000 - part) / 10_000.0;
                double byCores = (others - 1 + onCores + onGpus * feeding) / (cores - 1);
                return terms.nightHours() * Math.max(byCores, part == 0 ? 0 : onGpus / gpus);
              })
          .min()
          .orElseThrow();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noOtherMachinesAreCheaper(int seed) {
    Small small = Small.of(seed);
    CapacityPlan plan = new CapacityProgram(small.jobs(), small.terms).cheapest();
    assertThat(plan.price()).as("%s", small).isCloseTo(small.leastPrice(), within(1e-4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noOtherUseOfOneCoreOrGpuMoreMakesTheNightShorter(int seed) {
    Small small = Small.of(seed);
    CapacityProgram program = new CapacityProgram(small.jobs(), small.terms);
    CapacityPlan plan = program.cheapest();
    List<Job> night = small.jobs().subList(1, 3);
    int cores = plan.executors() * small.terms.coresPerExecutor();
    for (int[] more : new int[][] {{0, 0}, {1, 0}, {0, 1}}) {
      assertThat(program.hours(plan, night, more[0], more[1]))
          .as("%s, and %s", small, Arrays.toString(more))
          .isCloseTo(
              small.leastHours(cores + more[0], plan.gpus() + more[1]), withinPercentage(0.1));
    }
  }

  @Test
  void gpusAreTakenWhereTheyAreCheaperThanTheCoresTheySave() {
    Way gpu = new Way(10_000, 1, 1);
    for (double price : new double[] {8, 10}) {
      Terms terms = new Terms(6, 1, INFINITY, INFINITY, price);
      List<Job> jobs = List.of(job("train", When.NIGHT, 40, terms, gpu));
      CapacityPlan plan = new CapacityProgram(jobs, terms).cheapest();
      assertThat(plan.gpus()).as("at %s cores", price).isEqualTo(price == 8 ? 4 : 0);
      assertThat(plan.executors()).isEqualTo(price == 8 ? 4 : 40);
    }
  }

  @Test
  void nextToNoWorkTakesAnExecutorAndNoTime() {
    Terms terms = new Terms(6, 8, INFINITY, INFINITY, 20);
    List<Job> jobs =
        List.of(
            job("ingest", When.ALWAYS, 1e-9, terms),
            job("train", When.NIGHT, 1e-8, terms, new Way(10_000, 1, 1)));
    CapacityProgram program = new CapacityProgram(jobs, terms);
    CapacityPlan plan = program.cheapest();
    assertThat(plan.executors()).isEqualTo(1);
    assertThat(plan.gpus()).isZero();
    assertThat(program.hours(plan, jobs.subList(1, 2), 0, 0)).isCloseTo(0, within(1e-6));
  }

  @Test
  @Timeout(20)
  void manyPlansOfAlmostTheSamePriceAreNotAllLookedAt() {
    Terms terms = new Terms(6, 8, INFINITY, INFINITY, 9);
    List<Job> jobs = List.of(job("train", When.NIGHT, 40_004, terms, new Way(10_000, 1, 1)));
    assertThat(new CapacityProgram(jobs, terms).cheapest().price()).isBetween(40_004.0, 40_045.0);
  }

  @Test
  void oneCoreMoreShortensTheNightByItsShare() {
    List<Job> jobs =
        List.of(
            job("ingest", When.ALWAYS, 1, SIX_HOURS), job("features", When.NIGHT, 2, SIX_HOURS));
    CapacityProgram program = new CapacityProgram(jobs, SIX_HOURS);
    CapacityPlan plan = program.cheapest();
    assertThat(plan.executors()).isEqualTo(3);
    assertThat(program.hours(plan, jobs.subList(1, 2), 0, 0)).isCloseTo(6, within(1e-6));
    assertThat(program.hours(plan, jobs.subList(1, 2), 1, 0)).isCloseTo(4, within(1e-6));
  }

  @Test
  void tooFewCoresAreRefusedWithTheJobThatDoesNotFit() {
    Terms terms = new Terms(6, 4, 18, 0, 20);
    List<Job> jobs =
        List.of(
            job("ingest", When.ALWAYS, 3, terms),
            job("features", When.NIGHT, 8, terms),
            job("train", When.NIGHT, 11.5, terms));
    assertThatThrownBy(() -> new CapacityProgram(jobs, terms).cheapest())
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot do a day's work with 4 executors of 4 cores: 'train' takes 11.5 cores, 6.5 too many (expected: at most the 5.0 left for it). All jobs take 22.5: raise --cores-at-most, lengthen --night, or shorten --history.");
  }

  @Test
  void anExecutorIsNotTakenWhereThereIsNone() {
    Terms terms = new Terms(6, 4, 3, 0, 20);
    List<Job> jobs = List.of(job("ingest", When.ALWAYS, 1e-9, terms));
    assertThatThrownBy(() -> new CapacityProgram(jobs, terms).cheapest())
        .hasMessageStartingWith("Cannot do a day's work with 0 executors of 4 cores");
  }

  /** A job that so many cores do in its time, each 1,000 a second. */
  private static Job job(String name, When when, double cores, Terms terms, Way... more) {
    double hours = when == When.ALWAYS ? 24 : terms.nightHours();
    double perDay = cores * 1000 * hours * 3600 * Terms.UTILISATION;
    Way core = new Way(1000, 1, 0);
    return new Job(
        name, "readings", perDay, when, more.length == 0 ? List.of(core) : List.of(core, more[0]));
  }
}
