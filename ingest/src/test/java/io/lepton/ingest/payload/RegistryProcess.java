package io.lepton.ingest.payload;

import java.io.IOException;

/** The main class inside a registry's own JVM: starts it, and ends with its parent. */
final class RegistryProcess {
  private RegistryProcess() {}

  /** Knows the JDK only: the rest of the class path is the registry's. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(RegistryProcess::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    Class.forName("io.quarkus.runner.GeneratedMain")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }

  /** The pipe closes when the parent dies, however it dies. */
  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent never writes
      }
    } catch (IOException e) {
      System.err.println("The pipe from the parent broke: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
