package io.lepton.training;

import io.lepton.features.label.Task;
import io.lepton.lake.config.ConfigReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The form of a network between its input and its output; each kind is a record. */
public sealed interface NetworkSpec
    permits MlpNetwork,
        ChannelLinearNetwork,
        Conv1dNetwork,
        TcnNetwork,
        LstmNetwork,
        ConvLstmNetwork,
        AutoencoderNetwork,
        ConvAutoencoderNetwork,
        LayersNetwork {
  /** Its kind. */
  NetworkKind kind();

  /**
   * Its layers from the input to the output, which are not among them.
   *
   * @param dropout share of numbers to leave out where this kind leaves some out
   */
  List<HiddenLayer> layers(double dropout);

  /** Whether it can answer such questions. */
  default boolean supports(Task task) {
    return true;
  }

  /** Its layers in words, for people. */
  default String describe() {
    return layers(0).stream()
        .map(HiddenLayer::words)
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", ", kind().code() + ": ", ""));
  }

  /**
   * Reads the section {@code training.network}. All kinds are read, so that a file may hold
   * settings of more than the one it asks for.
   */
  static NetworkSpec read(ConfigReader in) {
    NetworkKind kind = in.oneOf("kind", NetworkKind.class);
    MlpNetwork mlp = in.section("mlp", MlpNetwork::read);
    Conv1dNetwork conv1d = in.section("conv1d", Conv1dNetwork::read);
    TcnNetwork tcn = in.section("tcn", TcnNetwork::read);
    LstmNetwork lstm = in.section("lstm", LstmNetwork::read);
    ConvLstmNetwork convLstm = in.section("conv-lstm", ConvLstmNetwork::read);
    AutoencoderNetwork dense = in.section("autoencoder", AutoencoderNetwork::read);
    ConvAutoencoderNetwork conv = in.section("conv-autoencoder", ConvAutoencoderNetwork::read);
    List<HiddenLayer> layers = in.sections("layers", HiddenLayer::read);
    return switch (kind) {
      case MLP -> mlp;
      case CHANNEL_LINEAR -> new ChannelLinearNetwork();
      case CONV1D -> conv1d;
      case TCN -> tcn;
      case LSTM -> lstm;
      case CONV_LSTM -> convLstm;
      case AUTOENCODER -> dense;
      case CONV_AUTOENCODER -> conv;
      case LAYERS -> new LayersNetwork(layers);
    };
  }
}
