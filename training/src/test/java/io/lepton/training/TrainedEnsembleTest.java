package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lepton.features.Segment;
import io.lepton.test.support.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.nd4j.linalg.dataset.DataSet;

@Tag("edge")
@ExtendWith(SparkExtension.class)
class TrainedEnsembleTest {
  private static final List<Segment> SEGMENTS = TestingSegments.of(40, 30, 20);

  @Test
  void membersAreTheNetworksOfTheirSeedsAndAreScoredTogether(SparkSession spark) {
    List<String> heard = new ArrayList<>();
    TrainedEnsemble trained =
        trainer(spark, 5, 2)
            .fitEnsemble(set(spark), (member, report) -> heard.add(member + "." + report.epoch()));
    assertThat(heard).containsExactly("1.1", "1.2", "2.1", "2.2");
    assertThat(trained.members()).hasSize(2);
    for (int m = 0; m < 2; m++) {
      TrainedNetwork alone = trainer(spark, 5 + m, 1).fit(set(spark), epoch -> {});
      assertThat(parameters(trained.members().get(m))).isEqualTo(parameters(alone));
    }
    assertThat(parameters(trained.members().get(0)))
        .isNotEqualTo(parameters(trained.members().get(1)));

    assertThat(trained.validationScore().orElseThrow())
        .isCloseTo(rmseOfTheMean(trained), within(1e-4));
  }

  private static double rmseOfTheMean(TrainedEnsemble trained) {
    DataSet all =
        MiniBatches.inOrder(
                SEGMENTS.subList(2, 3), new MiniBatchShape(TestingSegments.EXAMPLES, 20))
            .next();
    float[] first = said(trained.members().get(0), all);
    float[] second = said(trained.members().get(1), all);
    float[] truths = HostFloats.of(all.getLabels());
    double squares = 0;
    for (int i = 0; i < truths.length; i++) {
      double life = Math.max(0, TestingSegments.LABEL_SCALE * (first[i] + second[i]) / 2);
      squares += Math.pow(life - TestingSegments.LABEL_SCALE * truths[i], 2);
    }
    return Math.sqrt(squares / truths.length);
  }

  private static float[] said(TrainedNetwork network, DataSet windows) {
    return HostFloats.of(network.network().output(windows.getFeatures()));
  }

  private static float[] parameters(TrainedNetwork network) {
    return NetworkState.of(network.network()).parameters();
  }

  private static ParameterAveragingTrainer trainer(SparkSession spark, long seed, int ensemble) {
    TrainingConfig config =
        new TrainingConfig(
            TestingNetworks.plain(new MlpNetwork(List.of(4))),
            new Fitting(2, 0, 8, ClassWeights.NONE, TestingNetworks.adam(0.02)),
            new Averaging(2, 4),
            seed,
            ensemble,
            TrainingConfig.Start.DRAWN,
            Backend.loaded());
    return new ParameterAveragingTrainer(
        JavaSparkContext.fromSparkContext(spark.sparkContext()), config);
  }

  private static TrainingSet set(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new TrainingSet(
        context.parallelize(SEGMENTS.subList(0, 2), 2),
        context.parallelize(SEGMENTS.subList(2, 3), 1),
        TestingSegments.EXAMPLES);
  }
}
