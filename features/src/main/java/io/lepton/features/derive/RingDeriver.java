package io.lepton.features.derive;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A deriver that knows a channel's last readings and nothing else. */
abstract class RingDeriver implements Deriver {
  private final Ring values;

  RingDeriver(int size) {
    values = new Ring(size);
  }

  /** The feature of the last readings, the newest among them. */
  abstract double of(Ring last);

  @Override
  public final double next(long time, double value) {
    values.add(value);
    return of(values);
  }

  @Override
  public final void restart() {
    values.clear();
  }

  @Override
  public final void write(DataOutput out) throws IOException {
    values.write(out);
  }

  @Override
  public final void read(DataInput in) throws IOException {
    values.read(in);
  }
}
