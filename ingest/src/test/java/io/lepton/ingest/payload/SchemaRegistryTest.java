package io.lepton.ingest.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lepton.lake.PipelineException;
import io.lepton.lake.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SchemaRegistryTest {
  private static final String RECORD =
      "{\"schema\": \"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}\"}";

  private final List<String> logins = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    answer(1, 200, RECORD);
    answer(2, 401, "{}");
    answer(3, 200, "{\"schema\": \"" + "x".repeat(2 << 20) + "\"}");
    answer(4, 200, "<html>");
    answer(5, 200, "{\"schema\": \"\\\"string\\\"\"}");
    answer(6, 200, "{\"schema\": \"100 % no schema\"}");
    answer(7, 302, "");
    answer(8, 404, "{}");
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int id, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/schemas/ids/" + id,
        exchange -> {
          logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getResponseHeaders().set("Location", "/schemas/ids/1");
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private SchemaRegistry registry() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new SchemaRegistry(new AvroSchemas.Registry(url, "reader", Secret.of("tops3cret")));
  }

  @Test
  void aSchemaIsAskedForOnceInAJvmByTheUser() throws RejectedException {
    assertThat(registry().schema(1)).isSameAs(registry().schema(1));
    assertThat(logins).containsExactly("Basic cmVhZGVyOnRvcHMzY3JldA==");
  }

  @Test
  void anAnswerThatIsNoneStopsTheJobAndTellsNoPassword() {
    for (int id : List.of(2, 3, 4, 7)) {
      assertThatThrownBy(() -> registry().schema(id))
          .as("schema %d", id)
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("/schemas/ids/" + id)
          .hasMessageNotContaining("tops3cret");
    }
  }

  @Test
  void whatIsNoAvroRecordIsAnUnknownSchemaAndAskedForOnce() {
    for (int id : List.of(5, 6, 8, 8, 8)) {
      assertThatThrownBy(() -> registry().schema(id))
          .as("schema %d", id)
          .isInstanceOf(RejectedException.class)
          .extracting(e -> ((RejectedException) e).reason())
          .isEqualTo(Reason.UNKNOWN_SCHEMA);
    }
    assertThat(logins).hasSize(3);
  }
}
