package io.lepton.ingest.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lepton.ingest.publish.Message;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a reader makes of a telemetry message that knows nothing of how it was written. */
record SentTelemetry(String device, Instant time, int cycle, Map<Channel, Double> values) {
  private static final Pattern FIELD =
      Pattern.compile("\"([a-z_]+)\":(null|-?[0-9]+(?:\\.[0-9]+)?|\"[^\"]*\")");

  /** A reading, or why there is none. */
  record Outcome(Optional<SentTelemetry> reading, String reason) {}

  static Outcome read(Message message) {
    String json = new String(message.value(), UTF_8);
    if (!json.startsWith("{") || !json.endsWith("}")) {
      return rejected("malformed");
    }
    Map<String, String> fields = new HashMap<>();
    for (Matcher field = FIELD.matcher(json); field.find(); ) {
      fields.put(field.group(1), field.group(2));
    }
    if (!fields.containsKey("device") || !fields.keySet().containsAll(Channel.columns())) {
      return rejected("missing-field");
    }
    return typed(fields);
  }

  int missing() {
    return Channel.values().length - values.size();
  }

  private static Outcome typed(Map<String, String> fields) {
    Map<Channel, Double> values = new HashMap<>();
    try {
      for (Channel channel : Channel.values()) {
        String text = fields.get(channel.column());
        if (!text.equals("null")) {
          values.put(channel, Double.valueOf(text));
        }
      }
      Instant time = Instant.parse(unquoted(fields.get("time")));
      if (values.entrySet().stream().anyMatch(e -> !e.getKey().contains(e.getValue()))) {
        return rejected("out-of-range");
      }
      String device = unquoted(fields.get("device"));
      int cycle = Integer.parseInt(fields.get("cycle"));
      return new Outcome(Optional.of(new SentTelemetry(device, time, cycle, values)), "");
    } catch (NumberFormatException | DateTimeParseException e) {
      return rejected("wrong-type");
    }
  }

  private static Outcome rejected(String reason) {
    return new Outcome(Optional.empty(), reason);
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1);
  }
}
