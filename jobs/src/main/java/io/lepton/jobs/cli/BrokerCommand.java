package io.lepton.jobs.cli;

import io.lepton.ingest.broker.EmbeddedBroker;
import io.lepton.jobs.ingest.BrokerJars;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Kafka broker to try Lepton with. */
@Command(
    mixinStandardHelpOptions = true,
    name = "broker",
    description = "Run a single Kafka broker on this machine, to try Lepton without a cluster.",
    footer = {"", "Example:", "  lepton broker --port 9092 --directory kafka"})
public final class BrokerCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port on 127.0.0.1 (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      defaultValue = "kafka",
      description = "Where it keeps its messages (${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.startAt(port, BrokerJars.folder(), directory)) {
      spec.commandLine()
          .getOut()
          .printf("Kafka at %s until you press Ctrl-C%n", broker.bootstrapServers());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
