package io.lepton.jobs.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.console.Progress;
import io.lepton.lake.config.ConfigReader;
import io.lepton.test.support.CapturedLog;
import io.lepton.training.Divergence;
import io.lepton.training.EpochReport;
import io.lepton.training.Score;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EpochLinesTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Watch watch = new Watch();

  @Test
  void eachEpochSaysItsScoresItsPaceAndTheTimeLeftOfAllMembers() {
    EpochLines lines = lines("epochs = 2, ensemble = 2, early-stopping = 0");
    List<EpochReport> first = List.of(epoch(1, 4), epoch(2, 5));
    watch.now = watch.now.plusSeconds(30); // begins slowly
    lines.onEpoch(1, first.get(0));
    watch.now = watch.now.plusSeconds(10);
    lines.onEpoch(1, first.get(1));
    lines.onMember(1, new TrainingReport(first, 1, 300, 40));
    watch.now = watch.now.plusSeconds(20);
    lines.onEpoch(2, epoch(1, 3));
    watch.now = watch.now.plusSeconds(12);
    lines.onEpoch(2, epoch(2, 2));

    assertThat(said.toString(UTF_8).lines())
        .containsExactly(
            "  ... member 1 of 2, epoch 1 of 2, RMSE 6.000, validation 4.000, 150 windows/s, 90.0 s"
                + " left",
            "  ... member 1 of 2, epoch 2 of 2, RMSE 6.000, validation 5.000, 150 windows/s, 20.0 s"
                + " left",
            "  member 1 of 2 is from epoch 1 of 2, RMSE 6.000, validation 4.000, 150 windows/s",
            "  ... member 2 of 2, epoch 1 of 2, RMSE 6.000, validation 3.000, 150 windows/s, 15.0 s"
                + " left",
            "  ... member 2 of 2, epoch 2 of 2, RMSE 6.000, validation 2.000, 150 windows/s");
  }

  @Test
  void aTrainingThatMayEndEarlySaysSo() {
    EpochLines lines = lines("epochs = 40, ensemble = 1, early-stopping = 5");
    watch.now = watch.now.plusSeconds(60);
    lines.onEpoch(1, epoch(30, 4)); // taken up after 29
    assertThat(said.toString(UTF_8))
        .isEqualTo(
            "  ... epoch 30 of 40, RMSE 6.000, validation 4.000, 150 windows/s, at most 10.0 min"
                + " left\n");
  }

  @Test
  void theLogHasEveryEpochAndTheBest() {
    EpochLines lines = lines("epochs = 1, ensemble = 1, early-stopping = 0");
    try (CapturedLog log = new CapturedLog()) {
      lines.onEpoch(1, epoch(1, 4));
      lines.onMember(1, new TrainingReport(List.of(epoch(1, 4)), 1, 300, 40));
      assertThat(log.lines())
          .containsExactly(
              "epoch 1 of 1, RMSE 6.000, validation 4.000, 150 windows/s null",
              "the network is from epoch 1 of 1, RMSE 6.000, validation 4.000, 150 windows/s null");
    }
  }

  private EpochLines lines(String training) {
    TrainingConfig config =
        ConfigReader.parse("pipeline = test, training { %s }".formatted(training))
            .readOnly("training", TrainingConfig::read);
    Progress progress = new Progress(new PrintStream(said, true, UTF_8), Progress.Style.LINES);
    return new EpochLines(progress, config, new TimeLeft(watch, config));
  }

  private static EpochReport epoch(int number, double validation) {
    Divergence divergence = new Divergence(2, 0.1, 1, List.of(0.1, 0.1));
    return new EpochReport(
        number, Score.RMSE, 6, OptionalDouble.of(validation), 300, 10, 2, divergence, 2);
  }

  /** Shows what it is set to. */
  private static final class Watch extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
