package io.lepton.ingest.payload;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real schema registry, Apicurio in memory, as a process on a free port of this machine. */
final class TestingRegistry implements AutoCloseable {
  private static final Path FILES = Path.of("target", "registry");
  private static final int MOST_POLLS = 600;
  private static final int POLL_MILLIS = 100;
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private TestingRegistry(Process process, int port) {
    this.process = process;
    url = "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port);
  }

  static TestingRegistry start(Path temp) throws IOException, InterruptedException {
    int port = freePort();
    // standard input stays a pipe from us: its end tells the child that we are gone
    Process process =
        new ProcessBuilder(command(port))
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("registry.log").toFile())
            .start();
    TestingRegistry registry = new TestingRegistry(process, port);
    try {
      registry.awaitReady(temp.resolve("registry.log"));
      return registry;
    } catch (IOException | InterruptedException | RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static List<String> command(int port) throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      Path jar =
          files
              .filter(file -> file.toString().endsWith("-runner.jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("no registry in " + FILES.toAbsolutePath()));
      Path classes =
          Path.of(URI.create(RegistryProcess.class.getResource("/").toString())).toAbsolutePath();
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dquarkus.http.host=127.0.0.1",
          "-Dquarkus.http.port=" + port,
          "-cp",
          jar.toAbsolutePath() + File.pathSeparator + classes,
          RegistryProcess.class.getName());
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < MOST_POLLS; i++) {
      if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the registry ended: " + Files.readString(log));
      }
      try {
        if (send(HttpRequest.newBuilder(URI.create(url + "/subjects"))).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // its port is not open yet
      }
    }
    throw new IOException("the registry does not answer: " + Files.readString(log));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  String url() {
    return url;
  }

  /** Registers a schema as the newest of a subject; answers its id. */
  int register(String subject, String type, String schema)
      throws IOException, InterruptedException, RejectedException {
    String body =
        ValueText.of(
            to -> {
              to.writeStartObject();
              to.writeStringField("schema", schema);
              to.writeStringField("schemaType", type);
              to.writeEndObject();
            });
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body)));
    Matcher id = ID.matcher(response.body());
    if (response.statusCode() != 200 || !id.find()) {
      throw new IOException("not registered: " + response.body());
    }
    return Integer.parseInt(id.group(1));
  }

  /** Ends it; returns when it has ended. */
  void stop() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    stop();
  }
}
