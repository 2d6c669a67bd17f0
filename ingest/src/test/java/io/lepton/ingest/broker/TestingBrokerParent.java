package io.lepton.ingest.broker;

import java.io.IOException;
import java.nio.file.Path;

/** A JVM that starts a broker, says its address and stays until it is killed or told to end. */
final class TestingBrokerParent {
  private TestingBrokerParent() {}

  public static void main(String[] args) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), Path.of(args[1]));
    System.out.println("broker " + broker.bootstrapServers());
    System.in.read();
  }
}
