package io.lepton.features.label;

import java.util.Optional;

/**
 * No label: a network learns to give the window back, and what it cannot give back is unusual
 * (Sakurada and Yairi 2014).
 */
public record Reconstruction() implements Label {
  static final String KIND = "none";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Task task() {
    return Task.RECONSTRUCTION;
  }

  @Override
  public String unitName() {
    return "";
  }

  @Override
  public Optional<Truth> truth(History history, int reading) {
    return Optional.of(new Truth(0, history.time(reading)));
  }
}
