package io.lepton.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lepton.features.label.Task;
import io.lepton.jobs.report.ReportData.AtRisk;
import io.lepton.jobs.report.ReportData.Counts;
import io.lepton.jobs.report.ReportData.Epoch;
import io.lepton.jobs.report.ReportData.Ingest;
import io.lepton.jobs.report.ReportData.LifeLine;
import io.lepton.jobs.report.ReportData.Moment;
import io.lepton.jobs.report.ReportData.Predictions;
import io.lepton.jobs.report.ReportData.Training;
import io.lepton.lake.table.Micros;
import io.lepton.training.alarm.Incident;
import io.lepton.training.evaluation.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
  @Test
  void aFullReportHasEachFigure() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page)
        .contains("turbofan@1", "/data/lake/turbofan", "2 Mar 2026, 17:41 UTC")
        .contains("20,913", "20,311", "204", "213", "Quarantined: unparsable", "103")
        .contains("Every count equals what the simulator sent.")
        .contains("3 min 12 s", "2 workers", "11,240 windows", "LSTM 32", "Learning rate")
        .contains("15.8", "11.3", "14,902", "41.6", "−62 % against the naive guess")
        .contains("<span>boosted-trees</span><b>17.2</b>", "<span>linear</span><b>19.4</b>")
        .contains("turbofan@1 beats linear, boosted-trees and the naive guess: RMSE 15.83 against")
        .contains("20 held-out devices", "labels capped at 125 cycles", "seed 1")
        .contains("20,311 rows", "2,909 rows", "3.8 s", "7.1 s", "engine-031", "10 of 24 devices")
        .contains("13.2 to 18.7", "Labels end at 125 cycles.", "engine-031, at least 2.1");
  }

  @Test
  void aFullReportHasEachPlotInWords() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page.split("<svg class=\"plot\"", -1)).hasSize(1 + 5 + 10);
    assertThat(page)
        .contains("aria-label=\"RMSE (cycles) by epoch")
        .contains("aria-label=\"Predicted against true remaining life in cycles, 1,500 windows\"")
        .contains("aria-label=\"Remaining life of device engine-042 over event time")
        .contains("aria-label=\"Remaining cycles of engine-031 over event time\"");
  }

  @Test
  void theHealthOfTheDataIsShown() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page)
        .contains("<h2>Data health</h2>", "Channel &#39;bleed&#39; has the same value everywhere.")
        .contains("13,313", "11,400", "1.2 / 3.4 / 0.0", "0.0 / 0.0 / 0.1", "0.11 / 0.61")
        .contains("<td class=\"n bad\">yes</td><td class=\"n\">251</td><td class=\"n\">100</td>")
        .contains("aria-label=\"Share of the windows of each part by label\"", "62.5 to 125");
    assertThat(page.indexOf("<span>fan_speed</span>"))
        .as("the farthest drift first")
        .isPositive()
        .isLessThan(page.indexOf("<span>cycle</span>"));
    assertThat(page)
        .as("bars on one scale, the limit on it")
        .contains("class=\"mark\" style=\"width:100.0%\"", "<em style=\"left:41.0%\">");
  }

  @Test
  void alertsAndDriftAreShownTheMostUrgentFirst() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page.indexOf(">engine-due</td>"))
        .isPositive()
        .isLessThan(page.indexOf(">gaps</td>"));
    assertThat(page)
        .contains("2 of 2 alerts", "<td class=\"n bad\">1</td>")
        .contains("1 of 2 channels differ from training by more than chance.")
        .contains("<td class=\"n bad\">shifted</td>");
    assertThat(page.indexOf("<td>fan_speed</td><td class=\"n\">0.81"))
        .as("what differs most first")
        .isPositive()
        .isLessThan(page.indexOf("<td>cycle</td><td class=\"n\">0.01"));
  }

  @Test
  void whatCameTrueStandsBesideThePromise() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page)
        .contains("1 figure worse than promised.", "3,370 readings the truth is not known yet")
        .contains("<td class=\"n faint\">15.8</td>")
        .contains("<td>2026-01</td><td class=\"n\">1,204</td><td class=\"n\">9</td>")
        .contains("<td class=\"n\">14.7</td>", "<td class=\"n bad\">28.4</td>");
  }

  @Test
  void aLiveLineHasTheIntervalAndTheThresholdOfAlarms() {
    LifeLine life = TestingReport.life("pump-7", 60, 1);
    Predictions written =
        new Predictions(
            1,
            OptionalLong.empty(),
            Optional.empty(),
            List.of(),
            List.of(life),
            OptionalDouble.of(9));
    String plot =
        Plots.live(life, new Asked(Task.RECONSTRUCTION, "Anomaly score", ""), written, "live0");

    assertThat(plot).contains("stroke:var(--accent)").doesNotContain("var(--truth)");
    assertThat(plot).containsPattern("fill:var\\(--accent\\)[^\"]*fill-opacity:0\\.17");
    assertThat(plot).contains("stroke:var(--mark)").hasSizeLessThan(12_000);
  }

  @Test
  void theFleetGoesByTheLowerEndAndByWhatIsAsked() {
    AtRisk sure = atRisk("a", 30, Optional.of(new Interval(25, 35)));
    AtRisk unsure = atRisk("b", 40, Optional.of(new Interval(5, 75)));
    AtRisk bare = atRisk("c", 10, Optional.empty());
    AtRisk nothing = atRisk("d", Double.NaN, Optional.empty());

    assertThat(sorted(Asked.remaining("cycles"), nothing, sure, unsure, bare))
        .containsExactly("b", "c", "a", "d");
    assertThat(sorted(new Asked(Task.CLASSIFICATION, "p", ""), nothing, bare, sure, unsure))
        .containsExactly("b", "a", "c", "d");
    assertThat(sorted(new Asked(Task.FORECAST, "x", ""), nothing, bare, sure, unsure))
        .containsExactly("a", "b", "c", "d");
  }

  private static AtRisk atRisk(String device, double prediction, Optional<Interval> interval) {
    return new AtRisk(device, Instant.EPOCH, prediction, interval, "");
  }

  private static List<String> sorted(Asked asked, AtRisk... fleet) {
    return Stream.of(fleet).sorted(asked.order()).map(AtRisk::deviceId).toList();
  }

  @Test
  void theIntervalOfALifeIsABandBehindTheLines() {
    String plot = drawn(TestingReport.life("pump-7", 60, 1));

    assertThat(plot).containsPattern("fill:var\\(--accent\\)[^\"]*fill-opacity:0\\.17");
    assertThat(plot.indexOf("fill-opacity:0.17")).isLessThan(plot.indexOf("stroke:var(--accent)"));
  }

  private static String drawn(LifeLine life) {
    return Plots.lifeLine(life, Asked.remaining("cycles"), OptionalDouble.empty(), "life0");
  }

  @Test
  void classesHaveTheirCurves() {
    Asked asked = new Asked(Task.CLASSIFICATION, "Probability of failure within 2 days", "");
    String page = ReportPage.html(TestingReport.of(asked, TestingReport.curves()));

    assertThat(page)
        .contains("aria-label=\"Precision over recall of class failing\"")
        .contains("aria-label=\"What came of the probabilities said of class failing\"")
        .contains(
            "3.5 % of all windows are of the class.", "Windows of each dot: 9,100 · 210 · 90.")
        .contains("<h2>Held-out devices over time</h2>", "failed 14 Jan 2026, 04:00 (UTC).")
        .doesNotContain("Above the diagonal the model promises too much life");
  }

  @Test
  void scoresHaveTheirThresholdAndAFieldWhereSomethingWasWrong() {
    Instant from = Instant.parse("2026-01-06T00:00:00Z");
    LifeLine line =
        new LifeLine(
            "press-1",
            TestingReport.life("press-1", 200, 1).moments().stream()
                .map(m -> new Moment(m.time(), Double.NaN, m.prediction(), Optional.empty()))
                .toList(),
            List.of(new Incident(Micros.of(from), Micros.of(from.plus(Duration.ofHours(5))))));
    Asked asked = new Asked(Task.RECONSTRUCTION, "Anomaly score", "");
    String plot = Plots.lifeLine(line, asked, OptionalDouble.of(99), "life0");

    assertThat(plot)
        .as("the field behind, the threshold dashed, the scores in front")
        .containsSubsequence("fill:var(--mark)", "stroke-dasharray", "stroke:var(--accent)")
        .doesNotContain("var(--truth)", ">failed<");
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = ReportPage.html(TestingReport.full());

    assertThat(page.replace("http://www.w3.org", "")).doesNotContain("http://", "https://");
    assertThat(page.toLowerCase(Locale.ROOT))
        .doesNotContain("<script", "<link", "<img", "@import", "src=", "<!doctype svg");
    assertThat(page).hasSizeLessThan(600_000);
  }

  @Test
  void thePlotsTakeTheirColoursFromThePage() {
    String plots = ReportPage.html(TestingReport.full());

    assertThat(plots).contains("stroke:var(--accent)", "stroke:var(--truth)", "fill:var(--text)");
    assertThat(plots).doesNotContain("rgb(");
  }

  @Test
  void aNameIsTextAndNeverMarkup() {
    ReportData data = TestingReport.with(TestingReport.predictions("<b>x"));

    assertThat(ReportPage.html(data)).contains("&lt;b&gt;x").doesNotContain("<b>x");
  }

  @Test
  void whatIsAbsentIsASentence() {
    String page = ReportPage.html(TestingReport.empty());

    assertThat(page)
        .contains("Nothing has been ingested yet.")
        .contains("No training set has been built yet.")
        .contains("The data behind the training set has not been looked at yet.")
        .contains("No training was recorded.")
        .contains("No model version has been evaluated yet")
        .contains("No device has predictions over its life yet.")
        .contains("No predictions have been written yet.", "Nobody has looked for alerts yet")
        .contains("Nobody has compared what devices send", "There is no model yet.")
        .contains("No truth has come in since training")
        .doesNotContain("<svg");
  }

  @Test
  void theSameDataMakesTheSamePage() {
    assertThat(ReportPage.html(TestingReport.full()))
        .isEqualTo(ReportPage.html(TestingReport.full()));
  }

  @Test
  void theReadersLanguageDoesNotChangeTheFigures() {
    String page = ReportPage.html(TestingReport.full());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(ReportPage.html(TestingReport.full())).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void oneDifferentCountIsSaid() {
    Counts counted = TestingReport.counts(213);
    Ingest ingest = new Ingest(counted, Optional.of(TestingReport.counts(214)));

    assertThat(ingest.isExact()).isFalse();
    assertThat(new Ingest(counted, Optional.of(TestingReport.counts(213))).isExact()).isTrue();
    assertThat(new Ingest(counted, Optional.empty()).isExact()).isFalse();
  }

  @Test
  void aSingleEpochWithoutValidationIsDrawn() {
    Training training =
        new Training(
            List.of(new Epoch(1, 30.5, Double.NaN, Double.NaN, 0)),
            1,
            10,
            1,
            "dense 1",
            Duration.ofMillis(900),
            "RMSE (cycles)",
            Map.of());

    assertThat(Plots.learningCurve(training)).contains("<circle", "var(--truth)");
  }

  @Test
  void aLifeWithoutTruthShowsThePredictionAlone() {
    List<Moment> moments =
        List.of(
            new Moment(Instant.parse("2026-01-01T00:00:00Z"), Double.NaN, 40, Optional.empty()),
            new Moment(Instant.parse("2026-01-01T01:00:00Z"), Double.NaN, 38, Optional.empty()));
    LifeLine life = new LifeLine("pump-7", moments, List.of());

    assertThat(drawn(life)).contains("stroke:var(--accent)").doesNotContain("var(--truth)");
  }
}
