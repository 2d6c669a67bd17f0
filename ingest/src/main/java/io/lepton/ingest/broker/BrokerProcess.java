package io.lepton.ingest.broker;

import java.io.IOException;
import java.io.PrintStream;

/**
 * The main class inside the broker's own JVM: formats the storage, starts Kafka and ends with its
 * parent.
 *
 * <p>Knows the JDK only: this one class file is put on the broker's class path, where nothing else
 * of ours exists.
 */
final class BrokerProcess {
  private BrokerProcess() {}

  /** Arguments: the properties file, and a cluster id if the storage is to be formatted. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(BrokerProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    if (args.length > 1 && !format(args[0], args[1])) {
      Runtime.getRuntime().halt(1);
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {args[0]});
  }

  /** The pipe closes when the parent dies, however it dies. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent never writes: any byte is noise
      }
    } catch (IOException e) {
      System.err.println("The pipe from the parent broke: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }

  private static boolean format(String properties, String clusterId)
      throws ReflectiveOperationException {
    // not its main, which ends the JVM: formatting here saves a second JVM start
    String[] args = {"format", "-t", clusterId, "-c", properties, "--ignore-formatted"};
    Object status =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, args, System.out);
    return Integer.valueOf(0).equals(status);
  }
}
