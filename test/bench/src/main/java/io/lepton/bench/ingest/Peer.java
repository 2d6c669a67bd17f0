package io.lepton.bench.ingest;

import java.nio.file.Path;
import java.util.List;

/** One way to take the messages of a topic in, written as its own users would write it well. */
public interface Peer {
  /** Its name in the report. */
  String name();

  /** What was done to make it fast, one line. */
  String tuning();

  /**
   * Takes all messages in; this is what is measured.
   *
   * @param folder its own, empty
   */
  void run(Workload workload, Path folder);

  /** What is wrong with what the last run left; empty if every message is there once. */
  List<String> problems(Workload workload, Path folder);
}
