package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline, command after command, through spark-submit on YARN, its lake on HDFS. */
@Tag("cluster")
class YarnIT {
  @TempDir private static Path folder;

  @Test
  void thePipelineWorksOnYarn() throws Exception {
    Path distribution = Launcher.unpacked(folder);
    LocalCluster spark = LocalCluster.in(folder.resolve("spark"));
    spark.install(jars());
    Map<String, String> installed = Map.of("LEPTON_REMOTE", distribution.toString());
    try (Hadoop hadoop = Hadoop.start(folder);
        Launcher sending = launcher(distribution, environment(spark, hadoop, Map.of()));
        Launcher launcher = launcher(distribution, environment(spark, hadoop, installed));
        SmallFleet fleet = SmallFleet.send(launcher, hadoop.hdfs() + "/lake")) {
      Launcher.Outcome refused =
          fleet.run("ingest", "--conf", "spark.executor.memoryOverhead=200m");
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("Cannot run on executors of yarn");

      assertThat(fleet.run("ingest").printed()).contains(fleet.ingested());
      fleet.requireAudited();
      fleet.run("features").printed();
      fleet.through(sending).run("train", "--deploy-mode", "cluster").printed();
      assertThat(hadoop.containersThatSay("CpuBackend")).as("driver and executors").isEqualTo(3);
      assertThat(fleet.run("score").printed()).startsWith("%,d readings".formatted(fleet.rows()));
      assertThat(hadoop.containersThatSay("CpuBackend")).as("executors").isEqualTo(2);
    }
  }

  private static Map<String, String> environment(
      LocalCluster spark, Hadoop hadoop, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("SPARK_HOME", spark.home().toString());
    environment.put("HADOOP_CONF_DIR", hadoop.configuration().toString());
    return environment;
  }

  private static Launcher launcher(Path distribution, Map<String, String> environment) {
    return new Launcher(
        folder,
        distribution,
        environment,
        List.of(
            "--master",
            "yarn",
            "--num-executors",
            "2",
            "--executor-memory",
            "700m",
            "--conf",
            "spark.executor.memoryOverhead=600m",
            "--conf",
            "spark.yarn.jars=local:" + environment.get("SPARK_HOME") + "/jars/*",
            "--conf",
            "spark.executor.extraJavaOptions=" + Cluster.QUICK,
            "--conf",
            "spark.sql.shuffle.partitions=2",
            "--driver-java-options",
            Cluster.QUICK));
  }

  /** Spark's jars and the one for YARN, which an installation of Spark has among them. */
  private static Path jars() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (Path from : List.of(Launcher.sparkJars(), Launcher.servers("yarn"))) {
      try (Stream<Path> all = Files.list(from)) {
        for (Path jar : all.toList()) {
          Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
      }
    }
    return jars;
  }
}
