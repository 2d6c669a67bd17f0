package io.lepton.ingest.files;

/** Where a row's device is named. */
public sealed interface DeviceSource {
  /** Each row names its device. */
  record Column(String column) implements DeviceSource {}

  /** All rows are of one device. */
  record Constant(String device) implements DeviceSource {}

  /** Each row names its device, in the column. */
  static DeviceSource column(String column) {
    return new Column(column);
  }

  /** All rows are of this device. */
  static DeviceSource constant(String device) {
    return new Constant(device);
  }
}
