package io.lepton.ingest.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;

/**
 * Asks a registry for schemas by their ids. Answers are kept for the whole JVM: a schema for good,
 * a refusal for a minute, in case the registry is behind.
 */
final class SchemaRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long REFUSAL_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST_ANSWERS = 10_000;
  private static final int MOST_BYTES = 1 << 20;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final JsonFactory JSON = new JsonFactory();
  // the first of the JVM opens it; a redirect could carry the password elsewhere
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private static final Map<Key, Answer> ANSWERS = new ConcurrentHashMap<>();

  private final AvroSchemas.Registry at;

  private record Key(String url, int id) {}

  /** A schema, or null and why there is none. */
  private record Answer(Schema schema, String refusal, long nanoTime) {
    boolean isStale() {
      return schema == null && System.nanoTime() - nanoTime > REFUSAL_NANOS;
    }
  }

  SchemaRegistry(AvroSchemas.Registry at) {
    this.at = at;
  }

  /**
   * A schema.
   *
   * @throws RejectedException if the registry does not have it, or what it has is no Avro record
   * @throws PipelineException of kind OUTSIDE if the registry does not answer as it should
   */
  Schema schema(int id) throws RejectedException {
    Key key = new Key(at.url(), id);
    Answer answer = ANSWERS.get(key);
    if (answer == null || answer.isStale()) {
      answer = ask(id);
      if (ANSWERS.size() >= MOST_ANSWERS) {
        ANSWERS.clear();
      }
      ANSWERS.put(key, answer);
    }
    if (answer.schema() == null) {
      throw new RejectedException(Reason.UNKNOWN_SCHEMA, answer.refusal());
    }
    return answer.schema();
  }

  private Answer ask(int id) {
    HttpRequest request = request(id);
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() == NOT_FOUND) {
      return refusal("schema %d is not in the registry (expected: one that is)", id);
    }
    if (response.statusCode() != OK) {
      throw outside(request, "status " + response.statusCode(), null);
    }
    try {
      return new Answer(AvroSchemas.parse(schemaJson(response.body())), "", System.nanoTime());
    } catch (IOException e) {
      throw outside(request, "no JSON with a schema: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      return refusal("schema %d is " + e.getMessage().replace("%", "%%"), id);
    }
  }

  private static Answer refusal(String form, int id) {
    return new Answer(null, form.formatted(id), System.nanoTime());
  }

  private HttpRequest request(int id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(at.url() + "/schemas/ids/" + Integer.toUnsignedString(id)))
            .timeout(PATIENCE)
            .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    if (!at.user().isEmpty()) {
      byte[] login = (at.user() + ":" + at.password().reveal()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    return request.build();
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        HTTP.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    try {
      // the request's own time limit ends with the head of the answer
      return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw outside(request, "interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw outside(request, "no complete answer in time", e);
    } catch (ExecutionException e) {
      throw outside(request, String.valueOf(e.getCause()), e.getCause());
    }
  }

  private static String schemaJson(byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      String schema = "";
      String type = "AVRO";
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING && name.equals("schema")) {
          schema = parser.getText();
        } else if (value == JsonToken.VALUE_STRING && name.equals("schemaType")) {
          type = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
      if (!type.equals("AVRO")) {
        throw new IllegalArgumentException("of type %s (expected: AVRO)".formatted(type));
      }
      return schema;
    }
  }

  private static PipelineException outside(HttpRequest request, String found, Throwable cause) {
    return PipelineException.outside(
        "Cannot fetch %s: %s (expected: a schema). Check the registry and avro.registry."
            .formatted(request.uri(), found),
        cause);
  }
}
