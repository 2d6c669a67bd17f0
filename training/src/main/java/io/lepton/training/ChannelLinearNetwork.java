package io.lepton.training;

import io.lepton.features.label.Task;
import java.util.List;

/**
 * One linear map from a channel's steps to its steps ahead, shared by all channels of a forecast,
 * which do not see each other: the linear models of Zeng et al. 2023, "Are Transformers Effective
 * for Time Series Forecasting?", section 4. With a relative label it is their NLinear.
 */
public record ChannelLinearNetwork() implements NetworkSpec {
  @Override
  public NetworkKind kind() {
    return NetworkKind.CHANNEL_LINEAR;
  }

  @Override
  public List<HiddenLayer> layers(double dropout) {
    return List.of(new HiddenLayer.Dropout(dropout), new HiddenLayer.StepsAhead());
  }

  @Override
  public boolean supports(Task task) {
    return task == Task.FORECAST;
  }
}
