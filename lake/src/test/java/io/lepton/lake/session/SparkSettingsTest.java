package io.lepton.lake.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {
  private final SparkConf submitted = new SparkConf(false);

  @Test
  void aKeyOfTheSectionIsASettingOfSpark() {
    Map<String, String> given =
        Map.of("master", "local[3]", "spark.sql.shuffle.partitions", "5", "ui.port", "4041");
    assertThat(SparkSettings.checked(given, submitted))
        .containsOnly(
            Map.entry("spark.master", "local[3]"),
            Map.entry("spark.sql.shuffle.partitions", "5"),
            Map.entry("spark.ui.port", "4041"));
  }

  @Test
  void twoMastersAreRefused() {
    submitted.set("spark.master", "yarn");
    assertThat(SparkSettings.checked(Map.of("master", "yarn"), submitted)).hasSize(1);
    assertThatThrownBy(() -> SparkSettings.checked(Map.of("master", "local[2]"), submitted))
        .isInstanceOf(PipelineException.class)
        .hasMessage(
            "Cannot set spark.master = local[2]: spark-submit was given yarn (expected: one"
                + " master). Leave one of them out.");
  }

  @Test
  void whatARunningDriverCannotTakeIsRefusedUnlessItHasIt() {
    Map<String, String> memory = Map.of("spark.driver.memory", "8g");
    assertThatThrownBy(() -> SparkSettings.checked(memory, submitted))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot set spark.driver.memory = 8g: the driver runs already");
    submitted.set("spark.driver.memory", "8g");
    assertThat(SparkSettings.checked(memory, submitted)).isEqualTo(memory);
  }
}
