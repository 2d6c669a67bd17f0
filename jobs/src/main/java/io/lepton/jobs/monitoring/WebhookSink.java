package io.lepton.jobs.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.lake.PipelineException;
import io.lepton.lake.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Alerts as JSON, posted to an address one by one; the header {@code Idempotency-Key} is the same
 * when one is sent again. The address may hold a secret and is never said, nor is what a client
 * says of it.
 *
 * @param address where to
 * @param timeout for one answer
 */
record WebhookSink(Secret address, Duration timeout) implements AlertSink {
  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void send(List<AlertNotice> notices, Consumer<AlertNotice> taken) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    for (AlertNotice notice : notices) {
      int status = post(client, notice);
      if (status < 200 || status > 299) {
        throw failed("it answered %d".formatted(status), new IOException("status " + status));
      }
      taken.accept(notice);
    }
  }

  private int post(HttpClient client, AlertNotice notice) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.reveal()))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", ascii(notice.id()))
            .POST(HttpRequest.BodyPublishers.ofString(notice.alert().json(), UTF_8))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      String kind = e.getClass().getSimpleName(); // its message may quote the address
      throw failed(kind, new IOException(kind));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("it was interrupted", new IOException("interrupted"));
    }
  }

  /** Headers are ASCII; devices need not be. */
  private static String ascii(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static PipelineException failed(String how, IOException cause) {
    return PipelineException.outside(
        "Cannot send alerts to the webhook: %s (expected: an answer from 200 to 299). What it has not taken is sent again by the next 'lepton alerts'."
            .formatted(how),
        cause);
  }
}
