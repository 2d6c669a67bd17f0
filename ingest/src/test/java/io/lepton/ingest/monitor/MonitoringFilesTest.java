package io.lepton.ingest.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard ask for figures that ingest has. */
final class MonitoringFilesTest {
  private static final Pattern METRIC = Pattern.compile("lepton_ingest_[a-z_]+");
  private static final Path FILES = Path.of(System.getProperty("user.dir")).resolve("../conf");

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yml", "dashboard.json"})
  void everyMetricThatIsAskedForIsServed(String file) throws Exception {
    Set<String> asked = metrics(text(file));
    assertThat(asked).hasSizeGreaterThan(5);
    assertThat(metrics(scraped())).containsAll(asked);
  }

  @Test
  void theDashboardIsJsonWhosePanelsDoNotOverlap() throws Exception {
    Set<String> places = new TreeSet<>();
    new ObjectMapper()
        .readTree(text("dashboard.json"))
        .get("panels")
        .forEach(panel -> assertThat(places.add(panel.get("gridPos").toString())).isTrue());
    assertThat(places).hasSize(8);
  }

  private static String scraped() throws Exception {
    PrometheusMeters meters = new PrometheusMeters();
    TableMetrics metrics =
        new TableMetrics("nowhere", Clock.fixed(TestingReports.START, ZoneOffset.UTC));
    meters.add("telemetry", metrics);
    metrics.add(TestingReports.telemetry(0));
    meters.add(TestingReports.telemetry(0));
    metrics.ends(Optional.of(Map.of(new TopicPartition("plant", 0), 2010L)));
    try (MetricsServer server = new MetricsServer("127.0.0.1", 0, meters::text)) {
      URI address = URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics");
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString(UTF_8))
          .body();
    }
  }

  private static Set<String> metrics(String text) {
    Set<String> found = new TreeSet<>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      found.add(metric.group());
    }
    return found;
  }

  private static String text(String file) throws Exception {
    return Files.readString(FILES.resolve("monitoring").resolve(file), UTF_8);
  }
}
