package io.lepton.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.features.derive.Rolling;
import io.lepton.features.derive.Since;
import io.lepton.features.label.ClassColumn;
import io.lepton.features.label.FailureWithin;
import io.lepton.features.label.Forecast;
import io.lepton.features.label.Reconstruction;
import io.lepton.features.label.RemainingLife;
import io.lepton.lake.config.ConfigReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureConfigTest {
  @Test
  void aPipelineNamesItsChannelsAndHasTheRestFromDefaults() {
    assertThat(read("features.channels = [load]"))
        .isEqualTo(
            new FeatureConfig(
                "training_set",
                List.of("load"),
                List.of(),
                List.of(),
                1,
                new Scaling(Scaling.Kind.Z_SCORE, true),
                Duration.ofMinutes(1),
                Resampling.NONE,
                new Gaps(Gaps.Policy.FORWARD, 5, 0, false),
                new WindowConfig(Windows.Form.SEQUENCE, 30, 1),
                new Augmentation(0, 0, 0, 0, 1),
                new RemainingLife("failure", 125, Duration.ofHours(1), "hours"),
                new SplitConfig(1, 0.2, 0.2, List.of(), TimeSplit.NONE)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            read(
                """
                features {
                  table = pumps
                  channels = [load]
                  derived = [
                    { name = rise, kind = slope, of = heat, over = 9 }
                    { name = age, kind = seconds, since = maintenance }
                  ]
                  settings = [speed]
                  regimes = auto
                  scaling { kind = robust, per-regime = false }
                  allowed-lateness = 1 hour
                  resample { step = 5 minutes, statistic = max }
                  gaps { policy = interpolate, limit = 2, break-after = 1 day, mark = true }
                  window { form = aggregate, length = 7, stride = 2 }
                  augment { balance = 0.5, jitter = 0.1, scaling = 0.2, shift = 3, seed = 4 }
                  label = null
                  label { kind = failure-within, event = breakdown, horizon = 2 days }
                  split {
                    seed = 5, validation = 0.1, test = 0.3, test-devices = ["x.*"]
                    time {
                      validation-from = "2026-01-01T00:00:00Z", test-from = "2026-02-01T00:00:00Z"
                      until = "2026-03-01T00:00:00Z", embargo = 1 hour
                    }
                  }
                }
                """))
        .isEqualTo(
            new FeatureConfig(
                "pumps",
                List.of("load"),
                List.of(
                    new FeatureConfig.Derived(
                        "rise", new Rolling("heat", Rolling.Statistic.SLOPE, 9)),
                    new FeatureConfig.Derived(
                        "age", new Since(Since.Measure.SECONDS, "maintenance"))),
                List.of("speed"),
                FindRegimes.AUTO,
                new Scaling(Scaling.Kind.ROBUST, false),
                Duration.ofHours(1),
                new Resampling(300_000_000L, Resampling.Statistic.MAX),
                new Gaps(Gaps.Policy.INTERPOLATE, 2, 86_400_000_000L, true),
                new WindowConfig(Windows.Form.AGGREGATE, 7, 2),
                new Augmentation(0.5, 0.1, 0.2, 3, 4),
                new FailureWithin("breakdown", Duration.ofDays(2)),
                new SplitConfig(
                    5,
                    0.1,
                    0.3,
                    List.of("x.*"),
                    new TimeSplit(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-02-01T00:00:00Z"),
                        Instant.parse("2026-03-01T00:00:00Z"),
                        Duration.ofHours(1)))));
  }

  @Test
  void labelsAreChosenByTheirKind() {
    assertThat(label("kind = none")).isEqualTo(new Reconstruction());
    assertThat(label("kind = forecast, channels = [load], steps = 4"))
        .isEqualTo(Forecast.absolute(List.of("load"), 4));
    assertThat(label("kind = forecast, channels = [load], steps = 4, relative = true"))
        .isEqualTo(new Forecast(List.of("load"), 4, true));
    assertThat(label("kind = class, column = state, classes = [ok, bad]"))
        .isEqualTo(new ClassColumn("state", List.of("ok", "bad")));
  }

  @Test
  void theTruthIsNoInput() {
    assertThatThrownBy(
            () ->
                read(
                    "features { channels = [load, state], label = null, label { kind = class,"
                        + " column = state, classes = [ok, bad] } }"))
        .hasMessageContaining(
            "features.label.column (line 1): 'state' (expected: a column that is neither in"
                + " channels");
  }

  @Test
  void statisticsOfAWindowAreNotRelative() {
    assertThatThrownBy(
            () ->
                read(
                    "features { channels = [load], window.form = aggregate, label = null,"
                        + " label { kind = forecast, channels = [load], steps = 1,"
                        + " relative = true } }"))
        .hasMessageContaining(
            "features.label.relative (line 1): true (expected: false, because window.form ="
                + " aggregate)");
  }

  @Test
  void allMistakesComeAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    features {
                      channels = [load]
                      derived = [{ name = x, kind = median, of = load, over = 3 }]
                      regimes = many
                      scaling.kind = z
                      gaps.policy = forward
                      gaps.limits = 3
                      label.kind = remaining
                      window.length = 0
                    }
                    """))
        .hasMessage(
            """
Cannot read the config: 6 problems
  features.derived[0].kind (line 3): 'median' (expected: 'mean', 'std', 'min', 'max', 'slope', 'smoothed', 'difference', 'band-energy', 'readings' or 'seconds')
  features.regimes (line 4): 'many' (expected: a number from 1 to 50, or auto)
  features.scaling.kind (line 5): 'z' (expected: 'z-score', 'min-max', 'robust' or 'none')
  features.gaps.limits (line 7): unknown key; did you mean 'features.gaps.limit'?
  features.label.kind (line 8): 'remaining' (expected: one of remaining-life, failure-within, class, forecast, none)
  features.window.length (line 9): 0 (expected: > 0)"""
                .strip());
  }

  private static Object label(String text) {
    return read("features { channels = [load], label = null, label { " + text + " } }").label();
  }

  private static FeatureConfig read(String text) {
    return ConfigReader.parse(text.startsWith("pipeline") ? text : text + "\npipeline = pumps")
        .read(
            in -> {
              in.string("pipeline");
              return in.section("features", FeatureConfig::read);
            });
  }
}
