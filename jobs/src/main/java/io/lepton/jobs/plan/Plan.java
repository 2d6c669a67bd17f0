package io.lepton.jobs.plan;

import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job would do.
 *
 * @param reads tables and models with their versions, or files and topics
 * @param writes tables and models with the versions they would have at least
 * @param fresh how much is new, name to count
 */
public record Plan(List<String> reads, List<String> writes, Map<String, Long> fresh) {
  /** Copies what it is given. */
  public Plan {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
    fresh = new LinkedHashMap<>(fresh);
  }

  /** Of any job where there is no lake yet. */
  public static Plan ofNewLake(String folder) {
    return new Plan(List.of(), List.of("a new lake in " + folder), Map.of());
  }

  /** This one and then another; what it reads of what this one writes is not there yet. */
  Plan then(Plan next) {
    List<String> allReads = new ArrayList<>(reads);
    next.reads.stream().filter(read -> !allReads.contains(read)).forEach(allReads::add);
    List<String> allWrites = new ArrayList<>(writes);
    next.writes.stream().filter(write -> !allWrites.contains(write)).forEach(allWrites::add);
    Map<String, Long> all = new LinkedHashMap<>(fresh);
    next.fresh.forEach(all::putIfAbsent);
    return new Plan(allReads, allWrites, all);
  }

  /** For people. */
  public void print(PrintWriter out) {
    reads.forEach(read -> Lines.line(out, "would read", "%s", read));
    writes.forEach(write -> Lines.line(out, "would write", "%s", write));
    fresh.forEach((name, count) -> Lines.line(out, "new", "%,d %s", count, name.replace('_', ' ')));
    out.println("Nothing was changed.");
  }
}
