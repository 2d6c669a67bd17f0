package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.broker.EmbeddedBroker;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake on HDFS: a name node and a data node in a process of their own. */
@Tag("cluster")
class HdfsIT {
  @TempDir private static Path folder;

  @Test
  void thePipelineWorksOnHdfs() throws Exception {
    int port = Cluster.freePort();
    try (Server hdfs = startHdfs(port);
        EmbeddedBroker broker = OtherLakes.broker();
        Cluster cluster = Cluster.start(folder)) {
      String lake = "hdfs://127.0.0.1:" + port + "/lake";
      new OtherLakes(cluster, broker, lake).everyCountAgrees();
      assertThat(hdfs.process().isAlive()).isTrue();
    }
  }

  static Server startHdfs(int port) throws Exception {
    Path jars =
        Path.of(
            System.getProperty(
                "lepton.minicluster",
                Cluster.root().resolve("test/e2e/target/minicluster").toString()));
    Path details = folder.resolve("hdfs.json");
    List<String> line =
        List.of(
            "-Dtest.build.data=" + folder.resolve("hdfs"),
            "-cp",
            jars + "/*:" + Cluster.sparkJars() + "/*",
            "org.apache.hadoop.test.MiniDFSClusterManager",
            "-format",
            "-nnport",
            String.valueOf(port),
            "-datanodes",
            "1",
            "-writeDetails",
            details.toString());
    return Server.start(
        folder,
        "hdfs",
        line,
        () -> {
          try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return Files.exists(details) && open.isConnected();
          }
        });
  }
}
