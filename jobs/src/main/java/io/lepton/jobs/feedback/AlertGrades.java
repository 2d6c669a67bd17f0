package io.lepton.jobs.feedback;

import io.lepton.scoring.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Grades the alerts of one rule. The first failure, fault or repair within the horizon answers an
 * alert; what was said to be false is right if the device then failed. Several alerts that one
 * failure answers are each right, but only the first of them counts for the lead time.
 */
final class AlertGrades {
  private static final Duration MONTH = Duration.ofSeconds(Math.round(365.25 / 12 * 86_400));

  private final Duration horizon;
  private final Map<String, List<Answer>> answers;
  private final Map<String, Watch> watched;

  /**
   * The time a device was watched.
   *
   * @param from the first reading that was looked at
   * @param until the last one
   */
  record Watch(Instant from, Instant until) {}

  /** What answered an alert. */
  private record Answered(Alert alert, Answer answer) {
    Duration lead() {
      return Duration.between(alert.raisedAt(), answer.time());
    }
  }

  /**
   * Of a fleet.
   *
   * @param answers of each device, in time order
   * @param watched when each was watched
   */
  AlertGrades(Duration horizon, Map<String, List<Answer>> answers, Map<String, Watch> watched) {
    this.horizon = horizon;
    this.answers = Map.copyOf(answers);
    this.watched = Map.copyOf(watched);
  }

  /**
   * The grade.
   *
   * @param alerts all of the rule
   * @param foretells whether the rule foretells failures: such an alert is false if nothing came of
   *     it
   */
  RuleGrade of(String rule, Collection<Alert> alerts, Foretells foretells) {
    List<Answered> answered = new ArrayList<>();
    int wrong = 0;
    int open = 0;
    for (Alert alert : alerts) {
      Optional<Answer> answer = answer(alert);
      if (answer.filter(found -> found.kind() != Answer.Kind.FALSE_ALARM).isPresent()) {
        answered.add(new Answered(alert, answer.get()));
      } else if (answer.isPresent()
          || (foretells == Foretells.FAILURES && wasWatchedThrough(alert))) {
        wrong++;
      } else {
        open++;
      }
    }
    int prevented = count(answered, Answer.Kind.PREVENTED);
    return new RuleGrade(
        rule,
        answered.size() - prevented,
        wrong,
        prevented,
        open,
        failures(alerts),
        months(),
        LeadTimes.median(leads(answered)));
  }

  /** What alerts of a rule are about. */
  enum Foretells {
    /** A failure that comes within the horizon. */
    FAILURES,
    /** Nothing: how things stand. */
    NOTHING
  }

  private Optional<Answer> answer(Alert alert) {
    List<Answer> heard =
        answers.getOrDefault(alert.device(), List.of()).stream()
            .filter(answer -> answer.about().isEmpty() || answer.about().equals(alert.rule()))
            .filter(answer -> isAfter(alert, answer.time()))
            .toList();
    return heard.stream()
        .filter(answer -> answer.kind() != Answer.Kind.FALSE_ALARM)
        .findFirst()
        .or(() -> heard.stream().findFirst());
  }

  private boolean isAfter(Alert alert, Instant time) {
    return !time.isBefore(alert.raisedAt()) && !time.isAfter(alert.raisedAt().plus(horizon));
  }

  private boolean wasWatchedThrough(Alert alert) {
    Watch watch = watched.get(alert.device());
    return watch != null && !watch.until().isBefore(alert.raisedAt().plus(horizon));
  }

  private static int count(List<Answered> answered, Answer.Kind kind) {
    return (int) answered.stream().filter(each -> each.answer().kind() == kind).count();
  }

  private static List<LeadTimes.Lead> leads(List<Answered> answered) {
    Map<String, Answered> first = new TreeMap<>();
    for (Answered each : answered) {
      first.merge(
          each.alert().device() + "|" + each.answer().time(),
          each,
          (a, b) -> a.lead().compareTo(b.lead()) >= 0 ? a : b);
    }
    return first.values().stream()
        .map(each -> new LeadTimes.Lead(each.lead(), each.answer().kind() == Answer.Kind.FAILED))
        .toList();
  }

  private RuleGrade.Failures failures(Collection<Alert> alerts) {
    Map<String, List<Alert>> byDevice =
        alerts.stream().collect(Collectors.groupingBy(Alert::device));
    int all = 0;
    int warned = 0;
    for (Map.Entry<String, List<Answer>> device : answers.entrySet()) {
      Watch watch = watched.get(device.getKey());
      for (Answer answer : device.getValue()) {
        if (answer.kind() == Answer.Kind.FAILED
            && watch != null
            && !answer.time().isBefore(watch.from())) {
          all++;
          warned +=
              byDevice.getOrDefault(device.getKey(), List.of()).stream()
                      .anyMatch(alert -> isAfter(alert, answer.time()))
                  ? 1
                  : 0;
        }
      }
    }
    return new RuleGrade.Failures(all, warned);
  }

  private double months() {
    Duration sum = Duration.ZERO;
    for (Watch watch : watched.values()) {
      sum = sum.plus(Duration.between(watch.from(), watch.until()));
    }
    return sum.toSeconds() / (double) MONTH.toSeconds();
  }

  /** Answers of each device in time order. */
  static List<Answer> sorted(Collection<Answer> answers) {
    return answers.stream().sorted(Comparator.comparing(Answer::time)).toList();
  }
}
