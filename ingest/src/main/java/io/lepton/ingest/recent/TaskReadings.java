package io.lepton.ingest.recent;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The devices of one task, and what it adds to them; the store learns it after the commit. */
public final class TaskReadings {
  private final RecentReadings before;
  private final Map<Name, Device> devices = new HashMap<>();
  private final Name asked = new Name();

  TaskReadings(RecentReadings before) {
    this.before = before;
  }

  /** The device of a name, in UTF-8. */
  public Device device(byte[] name) {
    asked.set(name);
    Device device = devices.get(asked);
    if (device == null) {
      device = new Device(name, before);
      Name kept = new Name();
      kept.set(name);
      devices.put(kept, device);
    }
    return device;
  }

  /** When a message came, as the memory counts it; all in microseconds since 1970 UTC. */
  public long arrivalMicros(long kafkaMicros, long ingestMicros) {
    return before.arrivalMicros(kafkaMicros, ingestMicros);
  }

  Collection<Device> devices() {
    return devices.values();
  }

  /** Bytes that are equal if their content is. */
  private static final class Name {
    private byte[] bytes;
    private int hash;

    void set(byte[] name) {
      bytes = name;
      hash = Arrays.hashCode(name);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
