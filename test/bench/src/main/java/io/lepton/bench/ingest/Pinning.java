package io.lepton.bench.ingest;

import java.io.IOException;
import java.util.List;

/** Gives this process the first cores and the broker the others, with Linux' {@code taskset}. */
final class Pinning {
  private Pinning() {}

  /**
   * Pins both, if there are cores enough for two and {@code taskset} is there.
   *
   * @param cores how many this process gets
   * @param machineCores how many there are
   * @return what was done, for the report
   */
  static String apply(int cores, int machineCores, long brokerProcess) {
    if (cores >= machineCores) {
      return "nothing pinned: %d of %d cores leave none for the broker"
          .formatted(cores, machineCores);
    }
    String ours = "0-" + (cores - 1);
    String brokers = cores + "-" + (machineCores - 1);
    boolean isDone = pin(ours, ProcessHandle.current().pid()) && pin(brokers, brokerProcess);
    return isDone
        ? "pinned: this process to cores %s, the broker to %s".formatted(ours, brokers)
        : "nothing pinned: no taskset";
  }

  private static boolean pin(String cores, long process) {
    List<String> command = List.of("taskset", "-a", "-c", "-p", cores, Long.toString(process));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
