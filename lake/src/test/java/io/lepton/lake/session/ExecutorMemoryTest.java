package io.lepton.lake.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ExecutorMemoryTest {
  private static final String OPTIONS = "spark.executor.extraJavaOptions";

  private final SparkConf spark = new SparkConf(false).set("spark.master", "yarn");

  @Test
  void networksGetWhatTheOverheadLeavesThem() {
    assertThat(ExecutorMemory.of(spark)).isEqualTo(new ExecutorMemory(1024, 384, 128, true));
    spark.set("spark.executor.memory", "8g").set(OPTIONS, "-XX:+UseSerialGC");
    ExecutorMemory large = ExecutorMemory.of(spark);
    assertThat(large).as("a tenth of the heap").isEqualTo(new ExecutorMemory(8192, 819, 563, true));
    large.tell(spark);
    assertThat(spark.get(OPTIONS))
        .isEqualTo(
            "-XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=563m"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=9011m");
  }

  @Test
  void moreThanAContainerHoldsIsRefused() {
    spark.set(OPTIONS, "-Dorg.bytedeco.javacpp.maxbytes=1g");
    assertThatThrownBy(() -> ExecutorMemory.of(spark))
        .isInstanceOf(PipelineException.class)
        .hasMessageStartingWith(
            "Cannot run on executors of yarn: networks may take 1,024 MiB outside the heap and"
                + " Java takes about 256, but the overhead is 384 MiB (expected:"
                + " spark.executor.memoryOverhead of at least 1,280 MiB).");
    spark.set("spark.executor.memoryOverhead", "1280m");
    ExecutorMemory enough = ExecutorMemory.of(spark);
    assertThat(enough).isEqualTo(new ExecutorMemory(1024, 1280, 1024, true));
    enough.tell(spark);
    assertThat(spark.get(OPTIONS)).as("the user's").doesNotContain("maxphysicalbytes");
    spark.set("spark.master", "spark://host:7077").set("spark.executor.memoryOverhead", "1m");
    assertThat(ExecutorMemory.of(spark).networks()).as("nobody looks").isEqualTo(1024);
  }

  @Test
  void anOverheadThatJavaFillsAloneIsRefused() {
    spark.set("spark.master", "k8s://https://host").set("spark.executor.memoryOverhead", "200m");
    assertThatThrownBy(() -> ExecutorMemory.of(spark)).hasMessageContaining("is 200 MiB");
  }

  @Test
  void aTrainingThatCannotFitIsRefusedOnAClusterOnly() {
    long room = 128L << 20;
    assertThatCode(() -> ExecutorMemory.requireRoom(spark, room)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ExecutorMemory.requireRoom(spark, 2 * room))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("take 256 MiB outside the heap at least (expected: at most the 128")
        .hasMessageContaining("Raise spark.executor.memoryOverhead");
    spark.set("spark.master", "local[2]");
    assertThatCode(() -> ExecutorMemory.requireRoom(spark, 2 * room)).doesNotThrowAnyException();
  }
}
