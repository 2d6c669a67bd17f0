package io.lepton.jobs.cli;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.config.PipelineConfig;
import io.lepton.jobs.devices.DeviceLines;
import io.lepton.jobs.devices.DeviceState;
import io.lepton.jobs.devices.DeviceState.Finding;
import io.lepton.jobs.devices.DevicesJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which devices are not well themselves, whatever they measure. */
@Command(
    name = "devices",
    description = {
      "Look for devices that are silent, tell the same value over and over, go on in another unit,"
          + " or whose clock is wrong, each beside its own past; what needs attention most first.",
      "Where the whole fleet, or all of a partition, has stopped, it is the way to Kafka that is"
          + " late, and no device is silent. The table gold.devices has a row for each."
    },
    footer = {
      "",
      "Examples:",
      "  lepton devices conf/turbofan.conf           what somebody should look at",
      "  lepton devices conf/turbofan.conf --all     every device",
      "  lepton devices conf/turbofan.conf --json    for machines"
    })
public final class DevicesCommand extends ConfiguredCommand {
  @Option(names = "--all", description = "Also list devices that are well, late or ended.")
  private boolean all;

  @Override
  void run(PipelineConfig config) {
    try (JobContext context = open(config)) {
      DevicesJob.Result result = new DevicesJob(context).run();
      List<DeviceState> listed =
          all
              ? result.devices()
              : result.devices().stream().filter(each -> each.status().isTrouble()).toList();
      DeviceLines.print(out(), result, listed);
      result.counts().forEach((status, count) -> figure(status.code().replace('-', '_'), count));
      List<Map<String, String>> findings = new ArrayList<>();
      listed.forEach(device -> device.findings().forEach(found -> findings.add(of(device, found))));
      line().list("findings", findings);
    }
  }

  private static Map<String, String> of(DeviceState device, Finding found) {
    Map<String, String> named = new TreeMap<>();
    named.put("device", device.device());
    named.put("status", found.status().code());
    named.put("channel", found.channel());
    named.put("since", found.since().toString());
    named.put("why", found.why());
    return named;
  }
}
