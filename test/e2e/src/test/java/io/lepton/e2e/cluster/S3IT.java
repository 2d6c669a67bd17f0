package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lake on a server that speaks S3's language, every object encrypted with a key of the user's.
 */
@Tag("cluster")
class S3IT {
  private static final String STORE = "spark.delta.logStore.s3a.impl";

  private static final String ENCRYPTION = "AES256";

  @TempDir private static Path folder;

  @Test
  void thePipelineWorksOnS3OnceSomebodyHasChosenHowWritersAreKeptApart() throws Exception {
    int port = Cluster.freePort();
    try (Server s3 = startS3(port);
        Cluster cluster = Cluster.start(folder, settings(port));
        SmallFleet fleet = SmallFleet.send(cluster.launcher(), "s3a://lake/turbofan")) {
      Launcher.Outcome refused = fleet.run("audit");
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err())
          .contains(
              "two commands at a time could replace each other's commits there (expected: "
                  + STORE);

      String chosen = STORE + "=io.delta.storage.S3SingleDriverLogStore";
      assertThat(fleet.run("pipeline", "--conf", chosen).printed())
          .contains("scored", "%,d readings".formatted(fleet.rows()));
      assertThat(fleet.run("audit", "--conf", chosen).printed()).contains("accounted for, once");
      assertThat(encryption(port, "turbofan/_lepton")).contains(ENCRYPTION);
      assertThat(s3.process().isAlive()).isTrue();
    }
  }

  /** The connector is on each machine, as an installation with S3 has it. */
  private static String[] settings(int port) {
    String jars = Launcher.servers("aws") + "/*";
    List<String> settings = new ArrayList<>(List.of("--driver-class-path", jars));
    Map.of(
            "spark.executor.extraClassPath", jars,
            "spark.hadoop.fs.s3a.endpoint", "http://127.0.0.1:" + port,
            "spark.hadoop.fs.s3a.path.style.access", "true",
            "spark.hadoop.fs.s3a.access.key", "any",
            "spark.hadoop.fs.s3a.secret.key", "any",
            "spark.hadoop.fs.s3a.encryption.algorithm", ENCRYPTION,
            "spark.hadoop.fs.s3a.change.detection.mode", "none")
        .forEach((key, value) -> settings.addAll(List.of("--conf", key + "=" + value)));
    return settings.toArray(new String[0]);
  }

  private static Server startS3(int port) throws Exception {
    Path jar = Launcher.only(Launcher.servers("s3mock"), "s3mock-.*\\.jar");
    List<String> line =
        List.of(
            "-Dhttp.port=" + port,
            "-Dserver.port=0",
            "-Dcom.adobe.testing.s3mock.domain.initialBuckets=lake",
            "-Dcom.adobe.testing.s3mock.domain.root=" + folder.resolve("s3"),
            "-jar",
            jar.toString());
    HttpRequest look = HttpRequest.newBuilder(object(port, "")).build();
    return Server.start(
        folder,
        "s3",
        line,
        () ->
            HttpClient.newHttpClient()
                    .send(look, HttpResponse.BodyHandlers.discarding())
                    .statusCode()
                == 200);
  }

  /** What the server says an object is encrypted with. */
  private static Optional<String> encryption(int port, String name) throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(object(port, "/" + name))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient()
        .send(head, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("x-amz-server-side-encryption");
  }

  private static URI object(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + "/lake" + path);
  }
}
