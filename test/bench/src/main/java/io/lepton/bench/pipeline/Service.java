package io.lepton.bench.pipeline;

import io.lepton.bench.report.Machine;
import java.io.IOException;

/** A command that goes on for ever, as a service manager runs it: started again when it ends. */
final class Service implements AutoCloseable {
  private final Start start;
  private Process process;
  private boolean stopped;
  private int ended;

  /** Starts the process. */
  interface Start {
    Process start() throws IOException;
  }

  Service(Start start) throws IOException {
    this.start = start;
    process = start.start();
  }

  /** Kills it with -9 and starts it again. */
  synchronized void kill() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = start.start();
  }

  /** Starts it again if it has ended by itself, which it should not. */
  synchronized void look() throws IOException {
    if (!stopped && !process.isAlive()) {
      ended++;
      process = start.start();
    }
  }

  /** Bytes in RAM. */
  synchronized long residentBytes() {
    return Machine.residentBytes(process.pid());
  }

  /** How often it ended by itself. */
  synchronized int ended() {
    return ended;
  }

  @Override
  public synchronized void close() throws InterruptedException {
    stopped = true;
    Launcher.stop(process);
  }
}
