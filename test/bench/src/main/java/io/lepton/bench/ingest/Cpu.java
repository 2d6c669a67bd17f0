package io.lepton.bench.ingest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Processor time that a process and its threads have used. */
final class Cpu {
  private Cpu() {}

  /** Seconds of this process. */
  static double seconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  /** Seconds of another process, to a hundredth; NaN where the system does not say. */
  static double seconds(long processId) {
    return ProcessHandle.of(processId)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElse(Double.NaN);
  }
}
