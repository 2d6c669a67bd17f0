package io.lepton.ingest.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class MetricsServerTest {
  private final MetricsServer server = new MetricsServer("127.0.0.1", 0, () -> "up 1\n");
  private final int port = server.address().getPort();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void answersWithTheText() throws Exception {
    HttpResponse<String> answer = ask("GET", "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("up 1\n");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void hasNothingElse() throws Exception {
    assertThat(ask("GET", "/").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/metrics/more").statusCode()).isEqualTo(404);
    assertThat(ask("POST", "/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void isNotThereForOtherMachines() throws IOException {
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(outside.isPresent());
    assertThatThrownBy(() -> new Socket(outside.get(), port).close())
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> new MetricsServer("127.0.0.1", port, () -> ""))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot serve metrics at 127.0.0.1:%d: Address already in use (expected: a free port of this machine). Set another ingest.metrics.port, or 0 for none."
                .formatted(port));
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request =
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }
}
