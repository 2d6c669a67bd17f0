package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lake on HDFS: a name node and a data node in a process of their own. */
@Tag("cluster")
class HdfsIT {
  @TempDir private static Path folder;

  @Test
  void thePipelineWorksOnHdfs() throws Exception {
    try (Hadoop hadoop = Hadoop.startHdfs(folder);
        Cluster cluster = Cluster.start(folder);
        SmallFleet fleet = SmallFleet.send(cluster.launcher(), hadoop.hdfs() + "/lake")) {
      assertThat(fleet.run("pipeline").printed())
          .contains("scored", "%,d readings".formatted(fleet.rows()));
      fleet.requireAudited();
    }
  }
}
