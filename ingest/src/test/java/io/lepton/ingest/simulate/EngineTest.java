package io.lepton.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.ingest.simulate.FleetConfig.Fleet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final FleetConfig SEA_LEVEL =
      FleetConfig.of(1, 1).withFleet(new Fleet(1, "engine-", 1, 1, 0));

  @Test
  void everyReadingIsWithinTheRangeOfItsChannel() {
    FleetConfig config = FleetConfig.of(1, 1);
    Engine.Plant plant = Engine.Plant.of(config);
    for (int seed = 0; seed < 100; seed++) {
      Engine engine = new Engine(plant, new SplittableRandom(seed));
      for (int cycle = 1; cycle <= engine.law().failure(); cycle++) {
        double[] values = engine.fly(cycle);
        for (Channel channel : Channel.values()) {
          assertThat(values[channel.index()])
              .as(channel.column())
              .isBetween(channel.min(), channel.max());
        }
      }
    }
  }

  @Test
  void fullWearIsWithinTheRangesWithRoomToSpareInAllRegimes() {
    TurbofanModel model = new TurbofanModel();
    for (OperatingPoint regime : OperatingPoint.REGIMES) {
      for (FaultMode mode : FaultMode.values()) {
        double loss = ExhaustMargin.loss(model, EngineHealth.NEW, mode);
        double[] values = model.channels(regime, mode.wear(EngineHealth.NEW, loss));
        for (Channel sensor : Channel.sensors()) {
          assertThat(values[sensor.index()])
              .as(sensor.column())
              .isBetween(sensor.min() * 1.1, sensor.max() * 0.9);
        }
      }
    }
  }

  @Test
  void exhaustAndFuelRiseTowardsTheFailureAtTheSameRegime() {
    Engine.Plant plant = Engine.Plant.of(SEA_LEVEL);
    for (int seed = 0; seed < 40; seed++) {
      Engine engine = new Engine(plant, new SplittableRandom(seed));
      WearLaw law = engine.law();
      List<double[]> flown = IntStream.rangeClosed(1, law.failure()).mapToObj(engine::fly).toList();
      List<double[]> fresh = flown.subList(0, 15);
      List<double[]> worn = flown.subList(law.failure() - 5, law.failure());
      double hotter =
          mean(worn, Channel.LPT_OUTLET_TEMPERATURE) - mean(fresh, Channel.LPT_OUTLET_TEMPERATURE);
      assertThat(hotter).isBetween(0.5 * ExhaustMargin.MARGIN, 1.5 * ExhaustMargin.MARGIN);
      assertThat(mean(worn, Channel.FUEL_FLOW_RATIO))
          .isGreaterThan(1.005 * mean(fresh, Channel.FUEL_FLOW_RATIO));
    }
  }

  @Test
  void wearIsNoneUpToTheOnsetThenGrowsFasterAndFaster() {
    WearLaw law = new WearLaw(40, 100, 3);
    assertThat(law.wear(1)).isZero();
    assertThat(law.wear(40)).isZero();
    assertThat(law.wear(100)).isEqualTo(1);
    for (int cycle = 41; cycle < 100; cycle++) {
      double step = law.wear(cycle) - law.wear(cycle - 1);
      assertThat(law.wear(cycle + 1) - law.wear(cycle)).isGreaterThan(step).isPositive();
    }
  }

  @Test
  void drawsLivesInTheWholeRangeAndAllModes() {
    Engine.Plant plant = Engine.Plant.of(SEA_LEVEL.withLife(new FleetConfig.Life(20, 25)));
    List<Engine> engines =
        LongStream.range(0, 200)
            .mapToObj(seed -> new Engine(plant, new SplittableRandom(seed)))
            .toList();
    assertThat(engines.stream().map(e -> e.law().failure()).distinct())
        .containsExactlyInAnyOrder(20, 21, 22, 23, 24, 25);
    assertThat(engines.stream().map(Engine::mode).distinct())
        .containsExactlyInAnyOrder(FaultMode.values());
    assertThat(engines).allMatch(e -> e.law().onset() < e.law().failure());
  }

  private static double mean(List<double[]> flown, Channel channel) {
    return flown.stream().mapToDouble(values -> values[channel.index()]).average().orElseThrow();
  }
}
