package io.lepton.ingest.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.ingest.publish.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts messages from their bytes alone, to be compared with the truth. */
final class Recount {
  final List<SentTelemetry> rows = new ArrayList<>();
  final Map<String, List<String>> events = new TreeMap<>();
  final Map<String, Long> quarantined = new TreeMap<>();
  long telemetry;
  long duplicates;
  long late;
  long missing;

  private final Duration allowedLateness;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Instant> newest = new HashMap<>();

  Recount(FleetConfig config) {
    this.allowedLateness = config.schedule().allowedLateness();
  }

  static Recount ofAll(FleetSimulator fleet, FleetConfig config) {
    return new Recount(config).add(fleet.history()).add(fleet.live());
  }

  Recount add(Iterator<Message> messages) {
    messages.forEachRemaining(this::add);
    return this;
  }

  private void add(Message message) {
    if (message.topic().equals("events")) {
      String json = new String(message.value(), UTF_8);
      events.computeIfAbsent(message.key(), key -> new ArrayList<>()).add(json);
      return;
    }
    telemetry++;
    SentTelemetry.Outcome outcome = SentTelemetry.read(message);
    if (outcome.reading().isEmpty()) {
      quarantined.merge(outcome.reason(), 1L, Long::sum);
    } else {
      add(outcome.reading().get());
    }
  }

  private void add(SentTelemetry row) {
    if (!seen.add(row.device() + "@" + row.time())) {
      duplicates++;
      return;
    }
    rows.add(row);
    missing += row.missing();
    Instant before = newest.getOrDefault(row.device(), Instant.MIN);
    if (Duration.between(row.time(), before.equals(Instant.MIN) ? row.time() : before)
            .compareTo(allowedLateness)
        > 0) {
      late++;
    }
    newest.put(row.device(), before.isAfter(row.time()) ? before : row.time());
  }
}
