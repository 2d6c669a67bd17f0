package io.lepton.training;

import java.util.Locale;

/** The networks one can ask for by name. */
public enum NetworkKind {
  /** Dense layers on the flattened window. */
  MLP,
  /** A linear map from the window's steps to those ahead, the same for all channels. */
  CHANNEL_LINEAR,
  /** Convolutions, the last one as long as the window. */
  CONV1D,
  /** Causal convolutions whose dilation doubles. */
  TCN,
  /** Long short-term memory. */
  LSTM,
  /** Convolutions before long short-term memory. */
  CONV_LSTM,
  /** Dense layers to a code and back. */
  AUTOENCODER,
  /** Convolutions to a code and back. */
  CONV_AUTOENCODER,
  /** A list of layers. */
  LAYERS;

  /** As it stands in the configuration. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
