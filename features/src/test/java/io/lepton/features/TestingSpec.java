package io.lepton.features;

import io.lepton.features.derive.Derivation;
import io.lepton.features.label.Label;
import io.lepton.features.label.RemainingLife;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A specification put together by hand; numbers stay as they are unless said otherwise. */
final class TestingSpec {
  private final List<String> channels;
  private List<Input> inputs;
  private Settings settings = Settings.NONE;
  private List<Regime> regimes;
  private final List<DerivedFeature> derived = new ArrayList<>();
  private Resampling resampling = Resampling.NONE;
  private Gaps gaps = new Gaps(Gaps.Policy.FORWARD, 2, 0, false);
  private WindowConfig window = new WindowConfig(Windows.Form.SEQUENCE, 3, 1);
  private Augmentation augmentation = Augmentation.NONE;
  private Label label = new RemainingLife("failure", 100, Duration.ofHours(1), "hours");
  private double allowedLateness;

  private TestingSpec(List<String> channels) {
    this.channels = channels;
    inputs = channels.stream().map(channel -> new Input(channel, List.of())).toList();
    regimes =
        List.of(
            new Regime(
                List.of(),
                Collections.nCopies(channels.size(), 0.0),
                Collections.nCopies(channels.size(), 1.0),
                Collections.nCopies(channels.size(), 0.0)));
  }

  static TestingSpec of(String... channels) {
    return new TestingSpec(List.of(channels));
  }

  TestingSpec inputs(Input... given) {
    inputs = List.of(given);
    return this;
  }

  TestingSpec regimes(Settings given, Regime... all) {
    settings = given;
    regimes = List.of(all);
    return this;
  }

  TestingSpec derived(String name, Derivation from) {
    derived.add(new DerivedFeature(name, from, 0, 1));
    return this;
  }

  TestingSpec resampled(Duration step, Resampling.Statistic statistic) {
    resampling = new Resampling(step.toNanos() / 1000, statistic);
    return this;
  }

  TestingSpec gaps(Gaps given) {
    gaps = given;
    return this;
  }

  TestingSpec window(int length, int stride) {
    window = new WindowConfig(Windows.Form.SEQUENCE, length, stride);
    return this;
  }

  TestingSpec augmented(Augmentation given) {
    augmentation = given;
    return this;
  }

  TestingSpec label(Label given) {
    label = given;
    return this;
  }

  TestingSpec late(Duration allowed) {
    allowedLateness = allowed.toNanos() / 1e9;
    return this;
  }

  FeatureSpec spec() {
    return new FeatureSpec(
        FeatureSpec.FORMAT,
        channels,
        inputs,
        settings,
        regimes,
        derived,
        allowedLateness,
        resampling,
        gaps,
        window,
        augmentation,
        label);
  }
}
