package io.lepton.ingest.monitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lepton.lake.PipelineException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves one text at {@code /metrics}, to a few askers at once. It has no login: it belongs on an
 * address that only those can reach who may read it.
 */
final class MetricsServer implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int THREADS = 2;
  private static final int WAITING = 16;
  private static final String SECONDS = "10";

  private final HttpServer server;
  private final ThreadPoolExecutor answering =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Threads.daemons("lepton-ingest-metrics"),
          // who listens answers, too: more than these wait in the system's own queue
          new ThreadPoolExecutor.CallerRunsPolicy());

  /**
   * Starts to serve.
   *
   * @param port 0 for any that is free
   * @throws PipelineException if the address cannot be had
   */
  MetricsServer(String host, int port, Supplier<String> text) {
    // Read once by the JDK's server: who connects and says nothing does not hold a thread.
    limit("sun.net.httpserver.maxReqTime");
    limit("sun.net.httpserver.maxRspTime");
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw PipelineException.config(
          "Cannot serve metrics at %s:%d: no host of that name (expected: an address of this machine). Set ingest.metrics.host."
              .formatted(host, port));
    }
    try {
      server = HttpServer.create(address, WAITING);
    } catch (IOException e) {
      throw PipelineException.outside(
          "Cannot serve metrics at %s:%d: %s (expected: a free port of this machine). Set another ingest.metrics.port, or 0 for none."
              .formatted(host, port, e.getMessage()),
          e);
    }
    server.createContext("/", exchange -> answer(exchange, text));
    server.setExecutor(answering);
    server.start();
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  private static void limit(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, SECONDS);
    }
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TEXT);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    answering.shutdownNow();
  }
}
