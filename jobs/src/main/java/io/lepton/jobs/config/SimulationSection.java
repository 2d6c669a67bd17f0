package io.lepton.jobs.config;

import io.lepton.ingest.IngestConfig;
import io.lepton.ingest.simulate.FleetConfig;
import io.lepton.lake.config.ConfigReader;

/** Reads the fleet to make up; its topics and lateness are those of ingest. */
final class SimulationSection {
  private SimulationSection() {}

  static FleetConfig read(ConfigReader in, IngestConfig ingest) {
    FleetConfig defaults = FleetConfig.of(in.integer("devices"), in.longNumber("seed"));
    return defaults
        .withFleet(
            new FleetConfig.Fleet(
                in.integer("devices"),
                defaults.fleet().prefix(),
                in.longNumber("seed"),
                in.integer("regimes"),
                in.number("running-share")))
        .withLife(
            in.section(
                "life", life -> new FleetConfig.Life(life.integer("min"), life.integer("max"))))
        .withSchedule(
            new FleetConfig.Schedule(
                defaults.schedule().first(),
                in.duration("cycle"),
                defaults.schedule().startSpread(),
                ingest.telemetry().arrival().allowedLateness()))
        .withTopics(new FleetConfig.Topics(ingest.telemetry().topic(), ingest.events().topic()))
        .withFaults(in.section("rates", SimulationSection::rates));
  }

  private static FleetConfig.FaultRates rates(ConfigReader in) {
    return new FleetConfig.FaultRates(
        in.number("duplicate"),
        in.number("late"),
        in.number("broken"),
        in.number("drop"),
        in.number("missing"));
  }
}
