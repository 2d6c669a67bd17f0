package io.lepton.notebooks.explore;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lepton.lake.PipelineException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "  with a AS (SELECT 1) SELECT * FROM a",
        "-- a remark\nSELECT 1",
        "(SELECT 1) UNION (SELECT 2)",
        "DESCRIBE HISTORY silver.telemetry",
        "SHOW TABLES IN gold",
        "SELECT 'INSERTED' AS into_what"
      })
  void whatOnlyLooksIsAllowed(String query) {
    assertThatCode(() -> ReadOnlySql.require(query)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM silver.telemetry",
        "DROP DATABASE silver CASCADE",
        "insert into gold.predictions SELECT 1",
        "WITH a AS (SELECT 1) INSERT INTO silver.events SELECT * FROM a",
        "FROM silver.events INSERT INTO silver.events SELECT *",
        "VACUUM silver.telemetry",
        ""
      })
  void whatWouldChangeTheLakeIsRefused(String query) {
    assertThatThrownBy(() -> ReadOnlySql.require(query))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("A notebook changes nothing in a lake.");
  }
}
