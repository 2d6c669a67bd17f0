package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.FeatureSpec;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model version as executors need it: some hundred kilobytes for each network, which travel by
 * broadcast.
 *
 * @param name the model
 * @param version its number
 * @param spec how silver rows become its inputs
 * @param networks the bytes of each, not copied; the outputs of several are averaged
 * @param alarm which scores are unusual; for models that give windows back
 */
public record ScoringModel(
    String name, int version, FeatureSpec spec, List<byte[]> networks, AlarmRule alarm)
    implements Serializable {
  /** File of a model version that holds the network. */
  public static final String NETWORK = "network.zip";

  /** The same of one that is an ensemble: of each member, from 1. */
  private static final String MEMBER = "network-%d.zip";

  /** File of a model version that holds the feature specification. */
  public static final String FEATURE_SPEC = "feature-spec.json";

  /** Checks that nothing is null. */
  public ScoringModel {
    requireNonNull(name, "name");
    requireNonNull(spec, "spec");
    networks = List.copyOf(networks);
    requireNonNull(alarm, "alarm");
  }

  /** A model without a rule for alarms. */
  public ScoringModel(String name, int version, FeatureSpec spec, List<byte[]> networks) {
    this(name, version, spec, networks, AlarmRule.NONE);
  }

  /** A model of one network. */
  public ScoringModel(String name, int version, FeatureSpec spec, byte[] network) {
    this(name, version, spec, List.of(network));
  }

  /** The files of these networks in a model version. */
  public static Map<String, byte[]> files(List<byte[]> networks) {
    if (networks.size() == 1) {
      return Map.of(NETWORK, networks.get(0));
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (byte[] network : networks) {
      files.put(MEMBER.formatted(files.size() + 1), network);
    }
    return files;
  }

  private static List<byte[]> networks(StoredModel stored) {
    List<byte[]> networks = new ArrayList<>();
    while (stored.files().containsKey(MEMBER.formatted(networks.size() + 1))) {
      networks.add(stored.file(MEMBER.formatted(networks.size() + 1)));
    }
    return networks.isEmpty() ? List.of(stored.file(NETWORK)) : networks;
  }

  /** A version as the store gave it. */
  public static ScoringModel of(StoredModel stored) {
    return new ScoringModel(
        stored.version().name(),
        stored.version().number(),
        FeatureSpec.parse(new String(stored.file(FEATURE_SPEC), StandardCharsets.UTF_8)),
        networks(stored),
        stored.files().containsKey(AlarmRule.FILE)
            ? AlarmRule.parse(new String(stored.file(AlarmRule.FILE), StandardCharsets.UTF_8))
            : AlarmRule.NONE);
  }

  /** The version's name. */
  public ModelVersion id() {
    return new ModelVersion(name, version);
  }

  /** A predictor for one thread, to be closed by its user. */
  public Predictor open() {
    List<Predictor> members = new ArrayList<>();
    networks.forEach(network -> members.add(Dl4jPredictor.read(network, spec.windows())));
    Predictor predictor = members.size() == 1 ? members.get(0) : new EnsemblePredictor(members);
    return spec.examples()
        .targets()
        .lastValues()
        .<Predictor>map(last -> new RelativePredictor(predictor, spec.windows(), last))
        .orElse(predictor);
  }
}
