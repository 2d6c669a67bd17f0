package io.lepton.jobs.devices;

import io.lepton.jobs.console.PrintableText;
import io.lepton.jobs.devices.DeviceState.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Devices as people read them. */
public final class DeviceLines {
  private static final String LINE = "%-12s  %-24s  %-20s  %-20s  %s%n";

  private DeviceLines() {}

  /**
   * What was found, what needs attention most first.
   *
   * @param devices which of them are listed
   */
  public static void print(PrintWriter out, DevicesJob.Result result, List<DeviceState> devices) {
    out.printf(
        "%d devices, the fleet has got to %s: %s%n",
        result.devices().size(),
        result.now(),
        result.counts().entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(entry -> entry.getValue() + " " + entry.getKey().code())
            .collect(Collectors.joining(", ")));
    result
        .late()
        .forEach(
            partition ->
                out.printf(
                    "Nothing comes from %s: it is late, its devices are not taken for silent.%n",
                    partition));
    if (devices.isEmpty()) {
      return;
    }
    out.printf(LINE, "status", "device", "channel", "since", "why");
    for (DeviceState device : devices) {
      if (device.findings().isEmpty()) {
        out.printf(
            LINE,
            device.status().code(),
            PrintableText.of(device.device()),
            "",
            "",
            "last reading " + device.lastReading());
      }
      for (Finding found : device.findings()) {
        out.printf(
            LINE,
            found.status().code(),
            PrintableText.of(device.device()),
            found.channel(),
            found.since(),
            PrintableText.of(found.why()));
      }
    }
  }
}
