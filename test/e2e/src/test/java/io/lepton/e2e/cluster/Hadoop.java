package io.lepton.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Hadoop's own servers as processes: HDFS with one data node, and YARN with a resource manager and
 * two node managers, which end containers that take more memory than they asked for.
 */
final class Hadoop implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODES = 2;

  private final Path folder;
  private final int nameNode;
  private final Deque<Server> servers = new ArrayDeque<>();

  private Hadoop(Path folder) throws IOException {
    this.folder = folder;
    this.nameNode = Cluster.freePort();
  }

  private static Hadoop startHdfs(Path folder) throws IOException {
    Hadoop hadoop = new Hadoop(folder);
    Path details = folder.resolve("hdfs.json");
    hadoop.start(
        "hdfs",
        () -> {
          try (Socket open = new Socket(InetAddress.getLoopbackAddress(), hadoop.nameNode)) {
            return Files.exists(details) && open.isConnected();
          }
        },
        "org.apache.hadoop.test.MiniDFSClusterManager",
        "-format",
        "-nnport",
        String.valueOf(hadoop.nameNode),
        "-datanodes",
        "1",
        "-writeDetails",
        details.toString());
    return hadoop;
  }

  /** HDFS and YARN. */
  static Hadoop start(Path folder) throws IOException {
    Hadoop hadoop = startHdfs(folder);
    int web = Cluster.freePort();
    hadoop.writeConfiguration(web);
    String nodes = "http://%s:%d/ws/v1/cluster/nodes".formatted(HOST, web);
    hadoop.start(
        "resource-manager",
        () -> !read(nodes).isEmpty(),
        "org.apache.hadoop.yarn.server.resourcemanager.ResourceManager");
    for (int node = 1; node <= NODES; node++) {
      int wanted = node;
      hadoop.start(
          "node-" + node,
          () -> read(nodes).split("\"state\":\"RUNNING\"", -1).length > wanted,
          "org.apache.hadoop.yarn.server.nodemanager.NodeManager",
          "-D",
          "yarn.nodemanager.local-dirs=" + folder.resolve("nodes/" + node),
          "-D",
          "yarn.nodemanager.log-dirs=" + hadoop.logs().resolve(String.valueOf(node)));
    }
    return hadoop;
  }

  private void start(String name, Callable<Boolean> answers, String... line) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("-Dtest.build.data=" + folder.resolve("hdfs"));
    all.addAll(
        List.of(
            "-cp",
            configuration()
                + ":"
                + Launcher.servers("hadoop")
                + "/*:"
                + Launcher.sparkJars()
                + "/*"));
    all.addAll(Arrays.asList(line));
    servers.push(Server.start(folder, name, all, answers));
  }

  private void writeConfiguration(int web) throws IOException {
    Files.createDirectories(configuration());
    write("core-site.xml", Map.of("fs.defaultFS", hdfs()));
    String scheduler = "yarn.scheduler.capacity.";
    write(
        "capacity-scheduler.xml",
        Map.of(
            scheduler + "root.queues", "default",
            scheduler + "root.default.capacity", "100",
            scheduler + "maximum-am-resource-percent", "0.5"));
    Map<String, String> yarn = new LinkedHashMap<>();
    for (String address : List.of("", "scheduler.", "resource-tracker.", "admin.")) {
      yarn.put("yarn.resourcemanager." + address + "address", HOST + ":" + Cluster.freePort());
    }
    yarn.put("yarn.resourcemanager.webapp.address", HOST + ":" + web);
    for (String address : List.of("", "localizer.", "webapp.")) {
      yarn.put("yarn.nodemanager." + address + "address", HOST + ":0");
    }
    yarn.put("yarn.nodemanager.hostname", HOST);
    yarn.put("yarn.nodemanager.resource.memory-mb", "3072");
    yarn.put("yarn.nodemanager.resource.cpu-vcores", "2");
    yarn.put("yarn.scheduler.minimum-allocation-mb", "64");
    yarn.put("yarn.nodemanager.vmem-check-enabled", "false");
    yarn.put(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    write("yarn-site.xml", yarn);
  }

  private void write(String name, Map<String, String> settings) throws IOException {
    StringBuilder xml = new StringBuilder("<configuration>\n");
    settings.forEach(
        (key, value) ->
            xml.append(
                "<property><name>%s</name><value>%s</value></property>%n".formatted(key, value)));
    Files.writeString(configuration().resolve(name), xml.append("</configuration>\n"));
  }

  private static String read(String address) throws IOException {
    URL url = URI.create(address).toURL();
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Accept", "application/json");
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What {@code HADOOP_CONF_DIR} is to be. */
  Path configuration() {
    return folder.resolve("hadoop-conf");
  }

  /** Where HDFS is. */
  String hdfs() {
    return "hdfs://%s:%d".formatted(HOST, nameNode);
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  /** How many containers of the newest application have said something in their logs. */
  long containersThatSay(String text) throws IOException {
    long said = 0;
    try (Stream<Path> files = Files.walk(logs(), 4)) {
      List<Path> logs = files.filter(file -> file.endsWith("stderr")).toList();
      String newest = logs.stream().map(Hadoop::application).sorted().reduce("", (a, b) -> b);
      for (Path log : logs) {
        said += application(log).equals(newest) && Files.readString(log).contains(text) ? 1 : 0;
      }
    }
    return said;
  }

  private static String application(Path log) {
    return log.getParent().getParent().getFileName().toString();
  }

  @Override
  public void close() {
    assertThat(servers).as("servers that live").allMatch(server -> server.process().isAlive());
    servers.forEach(Server::close);
  }
}
