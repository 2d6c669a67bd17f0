package io.lepton.scoring.alert;

import io.lepton.lake.config.ConfigReader;
import io.lepton.lake.config.Secret;
import io.lepton.lake.table.Layer;
import io.lepton.lake.table.TableId;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to tell of what: the section {@code alerts}.
 *
 * @param table name of the alerts table in the gold layer
 * @param lookBack how far behind the newest prediction alerts are looked for
 * @param reporting share of the devices that must go on before one that does not counts as silent
 * @param rules what is told
 * @param sinks who is told beside the table
 */
public record AlertsConfig(
    String table, Duration lookBack, double reporting, List<AlertRule> rules, Sinks sinks) {
  /**
   * Who is told.
   *
   * @param topic a Kafka topic at the brokers of ingest
   * @param webhook an address that takes JSON; it may hold a secret
   * @param timeout how long the webhook may take to answer
   */
  public record Sinks(Optional<String> topic, Optional<Secret> webhook, Duration timeout) {
    static Sinks read(ConfigReader in) {
      return new Sinks(
          in.optionalString("kafka.topic"),
          in.has("webhook.url") ? Optional.of(in.secret("webhook.url")) : Optional.empty(),
          in.duration("webhook.timeout"));
    }

    /** Checks the address, without saying it. */
    public Sinks {
      webhook.map(Secret::reveal).filter(text -> !text.isEmpty()).ifPresent(Sinks::requireAddress);
      if (timeout.isNegative()) {
        throw new IllegalArgumentException(
            "webhook.timeout: %s (expected: > 0)".formatted(timeout));
      }
    }

    private static void requireAddress(String text) {
      boolean valid;
      try {
        URI address = URI.create(text);
        valid = String.valueOf(address.getScheme()).matches("https?") && address.getHost() != null;
      } catch (IllegalArgumentException e) {
        valid = false; // its message would quote the address
      }
      if (!valid) {
        throw new IllegalArgumentException(
            "webhook.url: <hidden> (expected: an address with http or https)");
      }
    }
  }

  /** Checks that each rule has a name of its own. */
  public AlertsConfig {
    new TableId(Layer.GOLD, table);
    rules = List.copyOf(rules);
    if (lookBack.isNegative() || lookBack.isZero()) {
      throw new IllegalArgumentException("look-back: %s (expected: > 0)".formatted(lookBack));
    }
    if (!(reporting > 0 && reporting <= 1)) {
      throw new IllegalArgumentException(
          "reporting: %s (expected: 0 < reporting <= 1)".formatted(reporting));
    }
    Set<String> names = new HashSet<>();
    for (AlertRule rule : rules) {
      if (!names.add(rule.about().rule())) {
        throw new IllegalArgumentException(
            "rules: '%s' (expected: each name once)".formatted(rule.about().rule()));
      }
    }
  }

  /** Reads the section. */
  public static AlertsConfig read(ConfigReader in) {
    PredictionRule.Defaults defaults = PredictionRule.Defaults.read(in);
    return new AlertsConfig(
        in.string("table"),
        in.duration("look-back"),
        in.number("reporting"),
        in.sections("rules", rule -> AlertRule.read(rule, defaults)),
        in.section("sinks", Sinks::read));
  }

  /** The rules that follow predictions. */
  public List<PredictionRule> predictionRules() {
    return rules.stream()
        .filter(PredictionRule.class::isInstance)
        .map(PredictionRule.class::cast)
        .toList();
  }

  /** The rules that look at how things stand. */
  public List<StateRule> stateRules() {
    return rules.stream().filter(StateRule.class::isInstance).map(StateRule.class::cast).toList();
  }

  /** The table's name. */
  public TableId tableId() {
    return new TableId(Layer.GOLD, table);
  }
}
