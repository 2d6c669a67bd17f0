package io.lepton.jobs.feedback;

import io.lepton.jobs.console.Lines;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Grades as people and machines read them. */
public final class GradeLines {
  private static final String LINE = "%-20s  %6s  %6s  %9s  %6s  %9s  %14s  %9s  %s%n";

  private GradeLines() {}

  /** A line each. */
  public static void print(PrintWriter out, List<RuleGrade> grades) {
    if (grades.isEmpty()) {
      out.println("No alert.");
      return;
    }
    out.printf(
        LINE,
        "rule",
        "right",
        "false",
        "prevented",
        "open",
        "precision",
        "false/device-m",
        "warned of",
        "median lead");
    for (RuleGrade grade : grades) {
      out.printf(
          Locale.ROOT,
          LINE,
          grade.rule(),
          grade.right(),
          grade.wrong(),
          grade.prevented(),
          grade.open(),
          Lines.number(grade.precision()),
          Lines.number(grade.falseAlarmsMonthly()),
          grade.failures().warned() + " of " + grade.failures().all(),
          grade.lead().map(Lines::time).orElse("-"));
    }
    out.println(
        "Prevented: repaired before any failure, neither right nor false; in the lead time (product"
            + " limit) as longer than known.");
    out.println(
        "A model has seen how the lives ended that it was trained on: alerts from before its"
            + " training flatter it.");
  }

  /** The same as name and value. */
  public static Map<String, String> named(RuleGrade grade) {
    Map<String, String> named = new TreeMap<>();
    named.put("rule", grade.rule());
    named.put("right", String.valueOf(grade.right()));
    named.put("false", String.valueOf(grade.wrong()));
    named.put("prevented", String.valueOf(grade.prevented()));
    named.put("open", String.valueOf(grade.open()));
    named.put("failures", String.valueOf(grade.failures().all()));
    named.put("warned_of", String.valueOf(grade.failures().warned()));
    named.put("device_months", String.valueOf(grade.watched()));
    if (!Double.isNaN(grade.precision())) {
      named.put("precision", String.valueOf(grade.precision()));
    }
    grade
        .lead()
        .ifPresent(lead -> named.put("median_lead_seconds", String.valueOf(lead.toSeconds())));
    return named;
  }
}
