package io.lepton.features;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A device that is followed live: windows as its readings come, with the same bits as a training
 * set has for them. It holds the readings of the allowed lateness, what features know of those
 * before, and one window.
 *
 * <p>A reading that comes out of order, though within the allowed lateness, takes its place: its
 * own window is given, and the windows after it are given again.
 */
public final class LiveDevice {
  /** What {@link #write} writes; another number, another layout. */
  public static final int FORMAT = 1;

  private static final WindowSink QUIET = (last, time, order, window) -> {};

  private final FeatureSpec spec;
  private final Windows windows;
  private final TreeSet<LiveReading> recent = new TreeSet<>();
  private Past past;
  private long newest = Long.MIN_VALUE;
  private long given = Long.MIN_VALUE; // time of the last window given

  /** A device of which nothing is known yet. */
  public LiveDevice(FeatureSpec spec) {
    this.spec = requireNonNull(spec, "spec");
    this.windows = spec.windows();
    this.past = new Past(spec);
  }

  /** Takes windows. */
  @FunctionalInterface
  public interface WindowSink {
    /**
     * A window.
     *
     * @param last its last reading
     * @param time event time of the window in microseconds: that of the reading, or of its place on
     *     the grid
     * @param order whether it follows all windows given before; others may be known already
     * @param window its numbers, {@link Windows#size}; a new array
     */
    void window(LiveReading last, long time, Order order, float[] window);
  }

  /** Where a window stands among those given before. */
  public enum Order {
    /** After all of them. */
    NEXT,
    /** Between them, or once more. */
    AGAIN
  }

  /** Takes readings and events whose windows nobody asks for. */
  public void know(Collection<LiveReading> past) {
    accept(past, QUIET);
  }

  /**
   * Divides readings and events into parts that may be accepted one after the other, with the same
   * windows as all at once: what comes out of order is in the first one, so that no window is given
   * twice.
   *
   * @param size of a part, about
   * @return one at least, which is empty if there is nothing
   */
  public List<List<LiveReading>> parts(List<LiveReading> fresh, int size) {
    List<LiveReading> sorted = fresh.stream().sorted().toList();
    int late = (int) sorted.stream().filter(reading -> reading.time() <= newest).count();
    List<List<LiveReading>> parts = new ArrayList<>();
    int from = 0;
    do {
      int until = Math.min(sorted.size(), Math.max(late, from + size));
      parts.add(sorted.subList(from, until));
      from = until;
    } while (from < sorted.size());
    return parts;
  }

  /** Takes readings and events in any order and gives the windows they make or change. */
  public void accept(Collection<LiveReading> fresh, WindowSink sink) {
    LiveReading earliest = null;
    for (LiveReading reading : fresh) {
      if (!past.covers(reading) && recent.add(reading)) {
        earliest = earliest == null || reading.compareTo(earliest) < 0 ? reading : earliest;
        newest = reading.isReading() ? Math.max(newest, reading.time()) : newest;
      }
    }
    if (earliest != null) {
      recent.removeAll(settle(earliest, sink));
    }
  }

  /**
   * Goes through the recent readings from where the past ends, and gives those that nothing can
   * come before any more. The newest one is never among them.
   */
  private List<LiveReading> settle(LiveReading earliest, WindowSink sink) {
    long open = newest == Long.MIN_VALUE ? newest : newest - (long) (spec.allowedLateness() * 1e6);
    List<LiveReading> settled = new ArrayList<>();
    Past now = past.copy();
    boolean settling = true;
    for (LiveReading reading : recent) {
      if (reading.time() < open) {
        settled.add(reading);
      } else if (settling) {
        past = settled.isEmpty() ? past : now.copy();
        settling = false;
      }
      boolean changed = reading.compareTo(earliest) >= 0;
      now.take(
          reading,
          (last, time) -> {
            if (changed) {
              give(now, last, time, sink);
            }
          });
    }
    return settled;
  }

  /** The readings that are held because others may still come before them. */
  public int held() {
    return recent.size();
  }

  private void give(Past now, LiveReading last, long time, WindowSink sink) {
    if (sink != QUIET) {
      float[] window = new float[windows.size()];
      now.cut(window);
      sink.window(last, time, time > given ? Order.NEXT : Order.AGAIN, window);
    }
    given = Math.max(given, time);
  }

  /** The state, to be read again with the same specification. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeLong(newest);
      out.writeLong(given);
      past.write(out);
      out.writeInt(recent.size());
      for (LiveReading reading : recent) {
        reading.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static LiveDevice read(byte[] state, FeatureSpec spec) {
    LiveDevice device = new LiveDevice(spec);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      int format = in.readInt();
      if (format != FORMAT) {
        throw new IllegalArgumentException("format: %d (expected: %d)".formatted(format, FORMAT));
      }
      device.newest = in.readLong();
      device.given = in.readLong();
      device.past.read(in);
      int held = in.readInt();
      for (int i = 0; i < held; i++) {
        device.recent.add(LiveReading.read(in, spec.columns().size()));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "state: %d bytes that end too early".formatted(state.length), e);
    }
    return device;
  }
}
