package io.lepton.ingest.files;

import io.lepton.lake.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A subset of NASA's C-MAPSS engines: the training engines {@code train-001}…, which run to
 * failure, then the test engines {@code test-001}…, which are cut off some cycles before it. After
 * an engine's last row comes its failure, for a test engine as far ahead as the RUL file says.
 */
public final class CmapssFiles implements MessageFile {
  private static final Pattern CYCLES = Pattern.compile("[0-9]{1,9}");

  private final CmapssSource source;
  private final CmapssPaths paths;
  private final Deque<FileMessage> ready = new ArrayDeque<>();
  // one line per test engine, in their order
  private final List<SourceLine> remaining;
  private LineReader rows;
  private boolean testing;
  private Optional<LastRow> last = Optional.empty();
  private boolean done;

  /** The last row that could be read, and its line. */
  private record LastRow(CmapssRow row, SourceLine line) {}

  /** Opens the three files and checks that RUL has a line for each test engine. */
  public CmapssFiles(CmapssSource source) {
    this.source = source;
    this.paths = CmapssPaths.find(source);
    this.remaining = remainingCycles();
    requireOneFor(testUnits());
    this.rows = new LineReader(paths.train());
  }

  private List<SourceLine> remainingCycles() {
    List<SourceLine> lines = new ArrayList<>();
    try (LineReader reader = new LineReader(paths.remaining())) {
      for (Optional<SourceLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private BitSet testUnits() {
    BitSet units = new BitSet();
    try (LineReader reader = new LineReader(paths.test())) {
      for (Optional<SourceLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        line.flatMap(CmapssRow::parse).ifPresent(row -> units.set(row.unit()));
      }
    }
    return units;
  }

  private void requireOneFor(BitSet units) {
    int highest = Math.max(0, units.length() - 1);
    if (units.cardinality() == remaining.size() && highest == remaining.size()) {
      return;
    }
    throw PipelineException.data(
        "Cannot read C-MAPSS subset '%s' in %s: %s has %d engines up to number %d, %s has %d lines (expected: one line per engine). Unpack both again."
            .formatted(
                source.subset(),
                source.directory(),
                paths.test().getFileName(),
                units.cardinality(),
                highest,
                paths.remaining().getFileName(),
                remaining.size()));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !done) {
      readLine();
    }
    return !ready.isEmpty();
  }

  @Override
  public FileMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("C-MAPSS " + source.subset() + " is read to its end");
    }
    return ready.removeFirst();
  }

  private void readLine() {
    Optional<SourceLine> line = rows.next();
    if (line.isEmpty()) {
      endFile();
      return;
    }
    Optional<CmapssRow> row = line.flatMap(CmapssRow::parse);
    if (row.isEmpty()) {
      ready.add(line.get().unread(source.telemetryTopic()));
      return;
    }
    if (last.isPresent() && last.get().row().unit() != row.get().unit()) {
      endUnit();
    }
    last = Optional.of(new LastRow(row.get(), line.get()));
    String device = row.get().device(prefix());
    String json = row.get().json(device, source);
    ready.add(line.get().message(source.telemetryTopic(), device, json));
  }

  private String prefix() {
    return testing ? "test" : "train";
  }

  private void endFile() {
    endUnit();
    rows.close();
    done = testing;
    if (!testing) {
      testing = true;
      rows = new LineReader(paths.test());
    }
  }

  private void endUnit() {
    if (last.isEmpty()) {
      return;
    }
    CmapssRow row = last.get().row();
    SourceLine lastLine = last.get().line();
    last = Optional.empty();
    if (testing) {
      endTestUnit(row, remaining.get(row.unit() - 1));
    } else {
      fail(row, row.cycle(), lastLine);
    }
  }

  private void endTestUnit(CmapssRow row, SourceLine line) {
    String cycles = new String(line.raw(), StandardCharsets.UTF_8).strip();
    if (CYCLES.matcher(cycles).matches()) {
      fail(row, row.cycle() + Long.parseLong(cycles), line);
    } else {
      ready.add(line.unread(source.eventsTopic()));
    }
  }

  private void fail(CmapssRow row, long cycle, SourceLine line) {
    String device = row.device(prefix());
    String json = EventJson.failure(device, source.time(cycle), 1);
    ready.add(line.message(source.eventsTopic(), device, json));
  }

  @Override
  public void close() {
    rows.close();
  }
}
