package io.lepton.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.plan.Plan;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.table.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The result of a command as one line of JSON: {@code job}, {@code result} (done, planned or
 * failed), {@code figures}, {@code rows} of a query, {@code reads} and {@code writes} of a plan,
 * {@code written} (tables whose version moved while the job ran, and model versions that are new),
 * {@code seconds}, {@code exit} and, where it failed, {@code error}.
 */
final class JobLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final long started = System.nanoTime();
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final Map<String, Object> planned = new LinkedHashMap<>();
  private final Map<String, Object> found = new LinkedHashMap<>();
  private final List<String> written = new ArrayList<>();
  private Map<String, Long> before = Map.of();

  /** A figure; what is no finite number is left out, for JSON has none. */
  void figure(String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
      figures.put(name, (long) value);
    } else if (Double.isFinite(value)) {
      figures.put(name, value);
    }
  }

  /** A list of the result, each element a name and what is said of it. */
  void list(String name, List<Map<String, String>> elements) {
    figures.put(name, elements);
  }

  /** Rows of the result, each an object as JSON writes it. */
  void rows(List<String> objects) {
    List<Object> all = new ArrayList<>();
    for (String object : objects) {
      try {
        all.add(JSON.readTree(object));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Spark writes JSON", e);
      }
    }
    found.put("rows", all);
  }

  void plan(Plan plan) {
    planned.put("reads", plan.reads());
    planned.put("writes", plan.writes());
    plan.fresh().forEach(figures::put);
  }

  /** What there is before the job. */
  void begins(JobContext context) {
    before = versions(context);
  }

  /** What there is after it. */
  void ends(JobContext context) {
    versions(context)
        .forEach(
            (name, version) -> {
              if (!version.equals(before.get(name))) {
                written.add(name + "@" + version);
              }
            });
  }

  private static Map<String, Long> versions(JobContext context) {
    Map<String, Long> versions = new TreeMap<>();
    for (TableId table : context.lake().tables()) {
      versions.put(table.toString(), context.lake().existing(table, "lepton ingest").version());
    }
    for (String model : context.models().names()) {
      context
          .models()
          .latest(model)
          .map(ModelVersion::number)
          .ifPresent(number -> versions.put(model, (long) number));
    }
    return versions;
  }

  /** The line of a job that came to its end. */
  String done(String job) {
    return line(job, planned.isEmpty() ? "done" : "planned", 0, Map.of());
  }

  /** The line of one that did not. */
  String failed(String job, int exit, String error) {
    return line(job, "failed", exit, Map.of("error", error));
  }

  private String line(String job, String result, int exit, Map<String, String> more) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("job", job);
    line.put("result", result);
    line.put("figures", figures);
    line.putAll(found);
    line.putAll(planned);
    line.put("written", written);
    line.put("seconds", Math.round((System.nanoTime() - started) / 1e8) / 10.0);
    line.put("exit", exit);
    line.putAll(more);
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can be written", e);
    }
  }
}
