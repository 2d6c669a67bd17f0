package io.lepton.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Zeppelin server as a process of its own, spoken to by REST; it has no pages to look at. It ends
 * with this JVM, however that ends, and so do its interpreters.
 */
final class Zeppelin implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The server's own; an interpreter of ours has those of Spark. */
  private static final List<String> NOT_FOR_INTERPRETERS =
      List.of("slf4j-", "log4j-", "jackson-", "zeppelin-server", "zeppelin-zengine");

  /** All that the server starts is in a group of its own; the pipe breaks when we end. */
  private static final String UNTIL_WE_END =
      "exec 3<&0; (cat <&3 > /dev/null; kill -9 0) & exec \"$@\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final URI api;

  private Zeppelin(Process process, Path log, URI api) {
    this.process = process;
    this.log = log;
    this.api = api;
  }

  /** What an unpacked archive of Zeppelin has in these places, with one interpreter: for text. */
  static void install(Path home, Path lib) throws IOException {
    for (String folder : List.of("bin", "conf", "interpreter/md", "notebook", "war", "logs")) {
      Files.createDirectories(home.resolve(folder));
    }
    try (Stream<Path> jars = Files.list(lib)) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        if (NOT_FOR_INTERPRETERS.stream().noneMatch(name::startsWith)) {
          Files.createSymbolicLink(home.resolve("interpreter").resolve(name), jar);
        }
        if (name.startsWith("zeppelin-markdown")) {
          Files.createSymbolicLink(home.resolve("interpreter/md").resolve(name), jar);
        }
      }
    }
    Files.createSymbolicLink(home.resolve("lib"), lib);
    Path start = home.resolve("bin/interpreter.sh");
    try (InputStream brought = Zeppelin.class.getResourceAsStream("interpreter.sh")) {
      Files.write(start, brought.readAllBytes());
    }
    Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Starts it on a free port of this machine and waits until it answers. */
  static Zeppelin start(Path home, Path lib) throws IOException {
    int port = freePort();
    Path log = home.resolve("server.log");
    ProcessBuilder server =
        new ProcessBuilder(
            "setsid",
            "sh",
            "-c",
            UNTIL_WE_END,
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            home.resolve("conf") + ":" + lib + "/*",
            "org.apache.zeppelin.server.ZeppelinServer");
    server.environment().putAll(environment(home, port));
    Process process =
        server
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Zeppelin zeppelin =
        new Zeppelin(process, log, URI.create("http://127.0.0.1:" + port + "/api/"));
    try {
      await()
          .atMost(Duration.ofMinutes(5))
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptionsInstanceOf(IOException.class)
          .failFast(() -> assertThat(process.isAlive()).as(Files.readString(log)).isTrue())
          .until(() -> zeppelin.call("GET", "notebook", "").path("status").asText().equals("OK"));
      return zeppelin;
    } catch (RuntimeException e) {
      zeppelin.close();
      throw e;
    }
  }

  private static Map<String, String> environment(Path home, int port) {
    return Map.of(
        "ZEPPELIN_HOME", home.toString(),
        "ZEPPELIN_IDENT_STRING", "test",
        "ZEPPELIN_ADDR", "127.0.0.1",
        "ZEPPELIN_LOCAL_IP", "127.0.0.1",
        "ZEPPELIN_PORT", String.valueOf(port),
        "ZEPPELIN_WAR", home.resolve("war").toString(),
        "ZEPPELIN_ANGULAR_WAR", home.resolve("war").toString(),
        "ZEPPELIN_SEARCH_INDEX_PATH", home.resolve("index").toString(),
        "ZEPPELIN_NOTEBOOK_STORAGE", "org.apache.zeppelin.notebook.repo.VFSNotebookRepo");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private JsonNode call(String method, String path, String body) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(api.resolve(path))
              .timeout(Duration.ofMinutes(5))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a request is answered with; fails unless all is well. */
  JsonNode body(String method, String path, String body) throws IOException {
    JsonNode answer = call(method, path, body);
    assertThat(answer.path("status").asText())
        .as("%s %s: %s%n%s", method, path, answer, Files.readString(log))
        .isEqualTo("OK");
    return answer.path("body");
  }

  /** Adds a paragraph to a note and gives its id. */
  String add(String note, String text) throws IOException {
    String paragraph = JSON.createObjectNode().put("title", "").put("text", text).toString();
    return body("POST", "notebook/" + note + "/paragraph", paragraph).asText();
  }

  /** Runs a paragraph to its end and gives it with its results. */
  JsonNode run(String note, String paragraph) throws IOException {
    call("POST", "notebook/run/" + note + "/" + paragraph, "");
    return paragraph(note, paragraph);
  }

  /** A paragraph with its status, and results if it has some. */
  JsonNode paragraph(String note, String paragraph) throws IOException {
    return body("GET", "notebook/" + note + "/paragraph/" + paragraph, "");
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroyForcibly);
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
