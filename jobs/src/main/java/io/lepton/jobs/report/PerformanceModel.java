package io.lepton.jobs.report;

import io.lepton.jobs.evaluation.Performance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the template places about predictions that came true, or did not. */
final class PerformanceModel {
  private static final int SHOWN_MONTHS = 6;

  private final Performance.Period all;
  private final List<Performance.Period> periods; // that are shown
  private final List<String> figures;

  /** Of the whole time, then its months. */
  PerformanceModel(List<Performance.Period> measured) {
    this.all = measured.get(0);
    this.periods = new ArrayList<>(List.of(all));
    periods.addAll(measured.subList(Math.max(1, measured.size() - SHOWN_MONTHS), measured.size()));
    this.figures = all.figures().stream().map(Performance.Figure::name).toList();
  }

  Map<String, Object> root() {
    long worse = count(Performance.Verdict.WORSE);
    boolean isOpen = worse == 0 && count(Performance.Verdict.AS_PROMISED) == 0;
    return Map.of(
        "figures", figures,
        "promised", all.figures().stream().map(PerformanceModel::promised).toList(),
        "rows", periods.stream().map(this::row).toList(),
        "good", worse == 0 && !isOpen,
        "verdict", verdict(worse, isOpen),
        "censored", Words.plural(all.censored().readings(), "reading"));
  }

  private long count(Performance.Verdict verdict) {
    return periods.stream()
        .flatMap(period -> period.figures().stream())
        .filter(figure -> figure.verdict() == verdict)
        .count();
  }

  private static String verdict(long worse, boolean isOpen) {
    if (isOpen) {
      return "There are too few devices to tell whether the promise is kept.";
    }
    return worse == 0
        ? "No figure is worse than promised."
        : Words.plural(worse, "figure") + " worse than promised.";
  }

  private static String promised(Performance.Figure figure) {
    return figure.promised().map(value -> Words.number(value.value())).orElse(Words.UNKNOWN);
  }

  private Map<String, Object> row(Performance.Period period) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (String name : figures) {
      Optional<Performance.Figure> figure =
          period.figures().stream().filter(found -> found.name().equals(name)).findFirst();
      cells.add(
          Map.of(
              "value",
                  figure.map(found -> Words.number(found.found().value())).orElse(Words.UNKNOWN),
              "worse",
                  figure
                      .filter(found -> found.verdict() == Performance.Verdict.WORSE)
                      .isPresent()));
    }
    return Map.of(
        "month", period.month(),
        "readings", Words.count(period.known().readings()),
        "devices", Words.count(period.known().devices()),
        "cells", cells);
  }
}
