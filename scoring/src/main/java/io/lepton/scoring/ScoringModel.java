package io.lepton.scoring;

import static java.util.Objects.requireNonNull;

import io.lepton.features.FeatureSpec;
import io.lepton.features.alarm.AlarmRule;
import io.lepton.lake.model.ModelVersion;
import io.lepton.lake.model.StoredModel;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A model version as executors need it: some hundred kilobytes for each network, which travel by
 * broadcast.
 */
public final class ScoringModel implements Serializable {
  private static final long serialVersionUID = 1L;

  /** File of a model version that holds the network. */
  public static final String NETWORK = "network.zip";

  /** The same of one that is an ensemble: of each member, from 1. */
  private static final String MEMBER = "network-%d.zip";

  /** File of a model version that holds the feature specification. */
  public static final String FEATURE_SPEC = "feature-spec.json";

  private final String name;
  private final int version;
  private final FeatureSpec spec;
  private final List<byte[]> networks;
  private final Calibration calibration;
  private final ScoringRuntime runtime;
  private final String specHash;
  private final String networksHash;

  /**
   * A model version.
   *
   * @param name the model
   * @param version its number
   * @param spec how silver rows become its inputs
   * @param networks the bytes of each, not copied; the outputs of several are averaged
   * @param calibration what lies beside them
   */
  public ScoringModel(
      String name, int version, FeatureSpec spec, List<byte[]> networks, Calibration calibration) {
    this.name = requireNonNull(name, "name");
    this.version = version;
    this.spec = requireNonNull(spec, "spec");
    this.networks = List.copyOf(networks);
    this.calibration = requireNonNull(calibration, "calibration");
    this.runtime = ScoringRuntime.DEEPLEARNING4J;
    this.specHash = spec.hash();
    this.networksHash = sha256(networks);
  }

  private ScoringModel(ScoringModel same, ScoringRuntime runtime) {
    this.name = same.name;
    this.version = same.version;
    this.spec = same.spec;
    this.networks = same.networks;
    this.calibration = same.calibration;
    this.runtime = requireNonNull(runtime, "runtime");
    this.specHash = same.specHash;
    this.networksHash = same.networksHash;
  }

  /** A model with nothing beside its networks. */
  public ScoringModel(String name, int version, FeatureSpec spec, List<byte[]> networks) {
    this(name, version, spec, networks, Calibration.NONE);
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
        Calibration.of(stored));
  }

  /** The same version, whose networks are asked by another runtime than Deeplearning4j. */
  public ScoringModel on(ScoringRuntime other) {
    return new ScoringModel(this, other);
  }

  /** The model's name. */
  public String name() {
    return name;
  }

  /** The version's number. */
  public int version() {
    return version;
  }

  /** How silver rows become its inputs. */
  public FeatureSpec spec() {
    return spec;
  }

  /** Who asks its networks. */
  public ScoringRuntime runtime() {
    return runtime;
  }

  /** The bytes of each network, not copied; the outputs of several are averaged. */
  public List<byte[]> networks() {
    return networks;
  }

  /** Which scores are unusual; for models that give windows back. */
  public AlarmRule alarm() {
    return calibration.alarm();
  }

  /** How far around a predicted number the truth may lie. */
  public PredictionIntervals intervals() {
    return calibration.intervals();
  }

  /** What stands in for a sensor that is hidden from it. */
  public UsualWindow usual() {
    return calibration.usual();
  }

  /** Hash of the specification, as {@link FeatureSpec#hash} has it. */
  public String specHash() {
    return specHash;
  }

  /** The version's name. */
  public ModelVersion id() {
    return new ModelVersion(name, version);
  }

  /**
   * A predictor for one thread, to be closed by its user; one that was closed before, if this JVM
   * has an idle one.
   */
  public Predictor open() {
    return IdlePredictors.OF_THIS_JVM.take(
        new IdlePredictors.Key(name + "@" + version, specHash, networksHash, runtime), this::read);
  }

  /** Sends it to the executors. */
  public Broadcast<ScoringModel> broadcast(SparkSession session) {
    return session
        .sparkContext()
        .broadcast(this, scala.reflect.ClassTag$.MODULE$.apply(ScoringModel.class));
  }

  private Predictor read() {
    List<Predictor> members = new ArrayList<>();
    for (byte[] bytes : networks) {
      members.add(new AlikePlaces(runtime.read(bytes, spec.windows()), spec.windows()));
    }
    Predictor predictor = members.size() == 1 ? members.get(0) : new EnsemblePredictor(members);
    return spec.examples()
        .targets()
        .lastValues()
        .<Predictor>map(last -> new RelativePredictor(predictor, spec.windows(), last))
        .orElse(predictor);
  }

  private static String sha256(List<byte[]> contents) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    contents.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }
}
