package io.lepton.jobs.training;

import io.lepton.jobs.console.Lines;
import io.lepton.jobs.console.Progress;
import io.lepton.training.EpochReport;
import io.lepton.training.MemberListener;
import io.lepton.training.TrainingConfig;
import io.lepton.training.TrainingReport;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for each epoch, and one for the best of each network: as progress, and in the log. */
final class EpochLines implements MemberListener {
  private static final Logger LOG = LoggerFactory.getLogger(EpochLines.class);

  private final Progress progress;
  private final TrainingConfig config;
  private final TimeLeft timeLeft;

  EpochLines(Progress progress, TrainingConfig config, TimeLeft timeLeft) {
    this.progress = progress;
    this.config = config;
    this.timeLeft = timeLeft;
  }

  @Override
  public void onEpoch(int member, EpochReport report) {
    String whose = isEnsemble() ? name(member) + ", " : "";
    String left = left(timeLeft.after(member, report.epoch()));
    String text = whose + described(report, config) + left;
    LOG.info("{}", text);
    progress.milestone(text);
  }

  @Override
  public void onMember(int member, TrainingReport report) {
    String text = name(member) + " is from " + described(report.best(), config);
    LOG.info("{}", text);
    if (isEnsemble()) { // of a network alone, the end of the step says it
      progress.line("  " + text);
    }
  }

  private boolean isEnsemble() {
    return config.ensemble() > 1;
  }

  private String name(int member) {
    return isEnsemble() ? "member %d of %d".formatted(member, config.ensemble()) : "the network";
  }

  private String left(Duration time) {
    if (time.isZero()) {
      return "";
    }
    String atMost = config.fitting().earlyStopping() > 0 ? "at most " : "";
    return ", " + atMost + Lines.time(time) + " left";
  }

  /** What came of an epoch, in words. */
  static String described(EpochReport epoch, TrainingConfig config) {
    String validation =
        epoch.validationScore().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT, ", validation %.4g", epoch.validationScore().getAsDouble());
    return String.format(
        Locale.ROOT,
        "epoch %d of %d, %s %.4g%s, %,.0f windows/s",
        epoch.epoch(),
        config.fitting().epochs(),
        epoch.score().words(),
        epoch.trainingLoss(),
        validation,
        epoch.windowsPerSecond());
  }
}
