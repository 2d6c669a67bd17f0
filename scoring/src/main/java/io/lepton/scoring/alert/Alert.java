package io.lepton.scoring.alert;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that somebody is told of, once: of a rule and a device one is open at a time.
 *
 * @param rule the rule's name
 * @param device the device, or {@link #FLEET}
 * @param raisedAt since when it is so, in event time
 * @param cleared since when it is no longer so
 * @param severity info, warning or critical
 * @param evidence what is behind it
 * @param action what to do about it
 * @param model what predicted it; an empty name where none did
 */
public record Alert(
    String rule,
    String device,
    Instant raisedAt,
    Optional<Instant> cleared,
    String severity,
    Map<String, String> evidence,
    String action,
    Model model) {
  /** Stands for the fleet where a device would. */
  public static final String FLEET = "*";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map. */
  public Alert {
    evidence = new TreeMap<>(evidence);
    requireNonNull(raisedAt, "raisedAt");
  }

  /**
   * A model version.
   *
   * @param name its name
   * @param version its number
   */
  public record Model(String name, int version) implements Serializable {
    /** No model had a part in it. */
    public static final Model NONE = new Model("", 0);
  }

  static Alert raised(
      About about, String device, Instant at, Map<String, String> evidence, Model model) {
    return new Alert(
        about.rule(),
        device,
        at,
        Optional.empty(),
        about.severityCode(),
        evidence,
        about.action(),
        model);
  }

  /** The same one, over. */
  Alert clearedAt(Instant time) {
    return new Alert(rule, device, raisedAt, Optional.of(time), severity, evidence, action, model);
  }

  /** Whether it is not over. */
  public boolean isOpen() {
    return cleared.isEmpty();
  }

  /** The same text for the same alert, whenever and however often it is sent. */
  public String key() {
    return rule + "|" + device + "|" + raisedAt;
  }

  /** As other programs read it: {@code state} is raised or cleared, {@code key} as above. */
  public String json() {
    ObjectNode node = JSON.createObjectNode();
    node.put("key", key()).put("state", isOpen() ? "raised" : "cleared");
    node.put("rule", rule).put("device", device).put("severity", severity);
    node.put("raised_at", raisedAt.toString());
    cleared.ifPresent(time -> node.put("cleared_at", time.toString()));
    ObjectNode numbers = node.putObject("evidence");
    evidence.forEach(numbers::put);
    node.put("action", action);
    if (!model.equals(Model.NONE)) {
      node.put("model", model.name()).put("model_version", model.version());
    }
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an alert is plain data", e);
    }
  }
}
