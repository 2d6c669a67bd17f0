package io.lepton.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.jobs.config.JobContext;
import io.lepton.jobs.monitoring.TestingFleet;
import io.lepton.test.support.SparkExtension;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class SqlJobTest {
  @Test
  void programsGetEachRowAndWhatIsNullInIt(SparkSession spark, @TempDir Path folder) {
    JobContext context = TestingFleet.open(spark, folder, "");
    TestingFleet.failures(
        context,
        spark.sql("VALUES ('pump-1', 5), ('pump-2', 6), ('pump-3', 7) AS (device_id, hour)"),
        1);

    String query =
        "SELECT device_id, hour(event_time) AS at, CAST(NULL AS DOUBLE) AS heat FROM silver.%s ORDER BY 1"
            .formatted(context.config().ingest().events().silver().id().name());
    SqlJob job = new SqlJob(context);
    assertThat(job.lines(query, 2))
        .containsExactly(
            "{\"device_id\":\"pump-1\",\"at\":5,\"heat\":null}",
            "{\"device_id\":\"pump-2\",\"at\":6,\"heat\":null}");
    assertThat(job.lines("SET spark.lepton.nothing = 1", 2)).hasSize(1);
    assertThat(job.lines("CREATE TEMPORARY VIEW pumps AS " + query, 2)).isEmpty();
  }
}
