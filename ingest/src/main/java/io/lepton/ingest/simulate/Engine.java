package io.lepton.ingest.simulate;

import java.util.random.RandomGenerator;

/** One engine: how it was built, how it wears, and what its sensors read. */
final class Engine {
  private static final double SPREAD = 0.0015; // of new engines, relative
  private static final double MOST_SPREAD = 2.5; // deviations

  private final Plant plant;
  private final RandomGenerator random;
  private final EngineHealth built;
  private final FaultMode mode;
  private final WearLaw law;
  private final double finalLoss;

  /** What all engines of a fleet share. */
  record Plant(TurbofanModel model, SensorNoise noise, FleetConfig config) {
    static Plant of(FleetConfig config) {
      TurbofanModel model = new TurbofanModel();
      return new Plant(model, new SensorNoise(model), config);
    }
  }

  Engine(Plant plant, RandomGenerator random) {
    this.plant = plant;
    this.random = random;
    this.law = WearLaw.draw(plant.config().life(), random);
    this.mode = FaultMode.values()[random.nextInt(FaultMode.values().length)];
    this.built = new EngineHealth(part(), part(), part());
    this.finalLoss = ExhaustMargin.loss(plant.model(), built, mode);
  }

  FaultMode mode() {
    return mode;
  }

  WearLaw law() {
    return law;
  }

  /** Flies a cycle: what is read of all channels. Cycles must be flown in order, each once. */
  double[] fly(int cycle) {
    int regime = random.nextInt(plant.config().fleet().regimes());
    OperatingPoint point = OperatingPoint.REGIMES.get(regime).near(random);
    EngineHealth health = mode.wear(built, finalLoss * law.wear(cycle));
    double[] values = plant.model().channels(point, health);
    plant.noise().add(values, random);
    return values;
  }

  private EngineHealth.Part part() {
    return new EngineHealth.Part(near(1), near(1));
  }

  private double near(double value) {
    double draw = Math.max(-MOST_SPREAD, Math.min(MOST_SPREAD, random.nextGaussian()));
    return value * (1 + SPREAD * draw);
  }
}
