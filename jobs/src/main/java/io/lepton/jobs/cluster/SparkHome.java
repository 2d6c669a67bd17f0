package io.lepton.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A folder that serves as an installation of Spark: jars and {@code bin/spark-submit}. What Spark's
 * own script does beyond that is for its other languages.
 */
record SparkHome(Path folder) {
  /** Writes it anew; the jars stay where they are. */
  void write(Path jars) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("conf"));
    Path link = folder.resolve("jars");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, jars.toAbsolutePath());
    Path script = folder.resolve("bin/spark-submit");
    Files.writeString(script, script());
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("'%s' cannot be made executable".formatted(script));
    }
  }

  private String script() {
    String openings =
        LocalCluster.openings().stream().map("  %s \\\n"::formatted).collect(Collectors.joining());
    return """
#!/usr/bin/env bash
# Submits to the cluster beside it. A driver in client mode runs in this very process, which
# must therefore be started with its memory and its options.
set -euo pipefail
home="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
memory=1g options=() extra="${HADOOP_CONF_DIR:+$HADOOP_CONF_DIR:}" cluster=false
for ((i = 1; i < $#; i++)); do
  next=$((i + 1))
  case "${!i}" in
    --driver-memory) memory="${!next}" ;;
    --driver-java-options) read -ra options <<< "${!next}" ;;
    --driver-class-path) extra="$extra${!next}:" ;;
    --deploy-mode) if [ "${!next}" = cluster ]; then cluster=true; fi ;;
    --class) i=$((i + 1)) ;;
  esac
done
if "$cluster"; then
  memory=512m options=()
fi
export SPARK_HOME="$home" SPARK_SCALA_VERSION=2.12 SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
exec '%s' \\
%s  -Xmx"$memory" ${options[@]+"${options[@]}"} -cp "$extra$home/conf:$home/jars/*" \\
  org.apache.spark.deploy.SparkSubmit "$@"
"""
        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), openings);
  }
}
