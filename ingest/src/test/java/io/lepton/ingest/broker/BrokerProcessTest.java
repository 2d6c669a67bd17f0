package io.lepton.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
final class BrokerProcessTest {
  @TempDir Path temp;

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    Process parent = startParent();
    ProcessHandle broker = ProcessHandle.of(brokerId(parent)).orElseThrow();

    parent.destroyForcibly();

    assertThat(broker.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void endsWhenItsParentIsAskedToEnd() throws Exception {
    Process parent = startParent();
    Optional<ProcessHandle> broker = ProcessHandle.of(brokerId(parent));

    // SIGTERM, with its pipe left open
    assertThat(parent.toHandle().destroy()).isTrue();

    assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(broker.filter(ProcessHandle::isAlive)).isEmpty();
  }

  private Process startParent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            TestingBrokerParent.class.getName(),
            TestingBroker.jars().toString(),
            temp.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long brokerId(Process parent) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("broker ")) {
      line = out.readLine();
    }
    assertThat(line).as("what the parent says").isNotNull();
    return Long.parseLong(line.substring("broker ".length()));
  }
}
