package io.lepton.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.FeatureSpec;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class CodeHashTest {
  @Test
  void tellsModulesApartWhetherTheyAreJarsOrFolders() {
    assertThat(CodeHash.of(FeatureSpec.class))
        .matches("[0-9a-f]{12}")
        .isEqualTo(CodeHash.of(FeatureSpec.class))
        .isNotEqualTo(CodeHash.of(CodeHash.class))
        .isNotEqualTo(CodeHash.of(SparkSession.class));
  }
}
