package io.lepton.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;

class PlacementTest {
  @Test
  void theCardIsTheOneThatSparkGave() {
    assertThat(Placement.card(Map.of())).isEmpty();
    assertThat(Placement.card(given("3"))).hasValue(3);
    assertThatThrownBy(() -> Placement.card(given("GPU-8f2a")))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot train on card 'GPU-8f2a': that is no number (expected: what CUDA calls it, such"
                + " as 0).");
  }

  @Test
  void eachExecutorHasOneCard() {
    SparkConf conf = new SparkConf(false).set("spark.master", "spark://host:7077");
    assertThatThrownBy(() -> Placement.requireCardForEachExecutor(conf))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train with backend 'cuda': Spark gives each executor 0 cards and each task 0"
                + " (expected: 1 and 1). Set spark.executor.resource.gpu.amount and"
                + " spark.task.resource.gpu.amount to 1; for more cards, use more executors.");
    conf.set("spark.executor.resource.gpu.amount", "1").set("spark.task.resource.gpu.amount", "1");
    assertThatCode(() -> Placement.requireCardForEachExecutor(conf)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                Placement.requireCardForEachExecutor(
                    new SparkConf(false).set("spark.master", "local[4]")))
        .doesNotThrowAnyException();
  }

  @Test
  void aCardThatTheBackendHasNoCodeForIsRefused() {
    assertThatCode(card(8, 6, 1)::requireSupported).doesNotThrowAnyException();
    assertThatThrownBy(card(9, 0, 1)::requireSupported)
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train on card 'a card': its compute capability is 9.0 (expected: 3.7 to 8.9,"
                + " which the CUDA backend has code for). Use another card or set training.backend"
                + " = cpu in a build without -Pcuda.");
  }

  @Test
  void memoryIsCountedBeforehand() {
    // 10 parameters, 20 numbers of Adam: 3 x 30 + 10; a mini-batch: 8 x (4 x 2 + 1); 4 bytes each
    NetworkState state = new NetworkState(new float[10], new float[20], 0, 0);
    MiniBatchShape shape = new MiniBatchShape(TestingSegments.EXAMPLES, 8);
    assertThat(Placement.bytes(state, shape, 2)).isEqualTo(2 * 4 * (100 + 72));
    assertThatCode(() -> card(8, 6, 4 << 20).requireRoom(4 << 20)).doesNotThrowAnyException();
    assertThatThrownBy(() -> card(8, 6, 4 << 20).requireRoom(9 << 20))
        .hasMessageStartingWith(
            "Cannot train on card 'a card': parameters, their copies and mini-batches take 9 MiB at"
                + " least (expected: at most the 4 MiB that are free).");
  }

  @Test
  void anExecutorLooksAtItsOwnCardAlone() {
    List<Card> cards = List.of(card(9, 0, 8 << 20), card(8, 0, 8 << 20));
    assertThatCode(() -> Placement.requireCard(cards, 1, 8 << 20)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Placement.requireCard(cards, 0, 0))
        .hasMessageStartingWith(
            "Cannot train on card 'a card': its compute capability is 9.0 (expected: 3.7 to 8.9,");
    assertThatThrownBy(() -> Placement.requireCard(cards, 1, 9 << 20))
        .hasMessageContaining("take 9 MiB at least (expected: at most the 8 MiB that are free)");
    assertThatThrownBy(() -> Placement.requireCard(cards, 2, 0))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot train on card '2': CUDA sees 2 here, the first is 0 (expected: one of them)."
                + " Correct the script of spark.*.resource.gpu.discoveryScript.");
    assertThatCode(() -> Placement.requireCard(List.of(), 2, 9 << 20))
        .as("the processor computes")
        .doesNotThrowAnyException();
  }

  private static Map<String, ResourceInformation> given(String address) {
    return Map.of("gpu", new ResourceInformation("gpu", new String[] {address}));
  }

  /** As a CUDA backend tells it. */
  private static Card card(int major, int minor, long freeBytes) {
    Properties environment = new Properties();
    environment.put(
        Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY,
        List.of(
            Map.of(
                Nd4jEnvironment.CUDA_DEVICE_NAME_KEY, "a card",
                Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY, major,
                Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY, minor,
                Nd4jEnvironment.CUDA_FREE_MEMORY_KEY, freeBytes)));
    return Card.of(environment).get(0);
  }
}
