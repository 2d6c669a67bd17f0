package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.top.Frame;
import io.lepton.jobs.top.FrameLines;
import io.lepton.jobs.top.LakeWatch;
import io.lepton.jobs.top.ScoringPace;
import io.lepton.lake.PipelineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What goes on in the lake. */
@Command(
    name = "top",
    description = {
      "Show who is at work on the lake, how far ingest and scoring are, open alerts and the"
          + " champion, anew every few seconds until Ctrl-C.",
      "It only reads tables and files of the lake, and asks no other job. Rates and delays are of"
          + " the last ten minutes in which there was something. Without a terminal it shows one"
          + " frame."
    },
    footer = {
      "",
      "Examples:",
      "  lepton top conf/turbofan.conf",
      "  lepton top conf/turbofan.conf --once | less"
    })
public final class TopCommand extends ConfiguredCommand {
  /** ANSI: to the first line; to the end of a line, of the screen, with nothing. */
  private static final String HOME = "\u001b[H";

  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  @Option(names = "--once", description = "Show one frame and end.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "Seconds between two frames (${DEFAULT-VALUE}).")
  private int every;

  // Null without a terminal in JDK 17, which is what we run on.
  @SuppressWarnings("SystemConsoleNull")
  @Override
  void run(PipelineConfig config) {
    requireLake(config.lakeRoot());
    try (JobContext context = open(config)) {
      LakeWatch watch = new LakeWatch(context, ScoringPace.RECENT);
      if (once || System.console() == null) {
        Frame frame = watch.look();
        FrameLines.of(frame).forEach(out()::println);
        figure("jobs", frame.jobs().size());
        figure("open_alerts", frame.alerts().size());
        frame.ingest().forEach(each -> figure(each.table() + "_messages_per_second", each.rate()));
        frame.ingest().forEach(each -> figure(each.table() + "_rejected", each.rejected()));
        frame.scoring().ifPresent(each -> figure("predictions_per_second", each.rate()));
        frame.scoring().ifPresent(each -> figure("delay_seconds", each.median().toMillis() / 1e3));
      } else {
        show(watch);
      }
    }
  }

  /** Opening a lake makes one; a look does not. */
  private static void requireLake(String root) {
    if (!root.contains("://") && !Files.exists(Path.of(root))) {
      throw PipelineException.data(
          "Cannot look at lake '%s': there is none (expected: a folder that 'lepton ingest' made). Check lake.root."
              .formatted(root));
    }
  }

  private void show(LakeWatch watch) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      do {
        StringBuilder screen = new StringBuilder(HOME);
        FrameLines.of(watch.look())
            .forEach(line -> screen.append(line).append(REST_OF_LINE).append('\n'));
        out().print(screen.append(REST_OF_SCREEN));
        out().flush();
      } while (!never.await(Math.max(1, every), TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
