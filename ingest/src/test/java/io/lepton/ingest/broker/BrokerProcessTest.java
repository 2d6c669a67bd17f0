package io.lepton.ingest.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("edge")
final class BrokerProcessTest {
  @TempDir Path temp;

  @Test
  @Timeout(60)
  void endsWhenItsParentIsKilled() throws IOException {
    Process parent = startParent();
    int port = brokerPort(parent);

    parent.destroyForcibly();

    awaitEnd(port);
  }

  @Test
  @Timeout(60)
  void endsWhenItsParentIsAskedToEnd() throws IOException {
    Process parent = startParent();
    int port = brokerPort(parent);

    // SIGTERM, with its pipe left open
    assertThat(parent.toHandle().destroy()).isTrue();

    awaitEnd(port);
  }

  /**
   * A broker that lives keeps an idle connection for minutes, which ends the read by its timeout;
   * one that is dying may take a connection still, and drops it.
   */
  private static void awaitEnd(int port) throws IOException {
    boolean listens = true;
    while (listens) {
      try (Socket broker = new Socket("127.0.0.1", port)) {
        broker.setSoTimeout(20_000);
        assertThat(broker.getInputStream().read()).isEqualTo(-1);
      } catch (ConnectException e) {
        listens = false;
      } catch (SocketException e) {
        assertThat(e).hasMessageContaining("reset");
      }
    }
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

  private static int brokerPort(Process parent) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("broker ")) {
      line = out.readLine();
    }
    assertThat(line).as("what the parent says").isNotNull();
    return Integer.parseInt(line.substring(line.indexOf(':') + 1));
  }
}
