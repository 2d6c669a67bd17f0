package io.lepton.ingest.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Writes messages as JSON. */
final class Payload {
  private static final int DIGITS = 6;
  private static final long[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};
  private static final double TOO_LOW = -9999;
  private static final double TOO_MUCH = 1e6;

  private Payload() {}

  /** One cycle's reading; {@code values} by {@link Channel#index()}, not copied. */
  record Reading(String device, Instant time, int cycle, double[] values) {}

  static byte[] good(Reading reading) {
    return bytes(telemetry(reading, Optional.empty(), ""));
  }

  static byte[] without(Channel sensor, Reading reading) {
    return bytes(telemetry(reading, Optional.of(sensor), "null"));
  }

  static byte[] broken(Flaw flaw, Reading reading, RandomGenerator random) {
    Channel sensor = anySensor(random);
    return switch (flaw) {
      case TRUNCATED_JSON -> {
        StringBuilder json = telemetry(reading, Optional.empty(), "");
        json.setLength((int) (json.length() * random.nextDouble(0.3, 0.7)));
        yield bytes(json);
      }
      case WRONG_TYPE -> bytes(telemetry(reading, Optional.of(sensor), "\"n/a\""));
      case MISSING_DEVICE -> {
        StringBuilder json = new StringBuilder("{");
        header(json, reading.time().toString(), reading.cycle());
        yield bytes(body(json, reading, Optional.empty(), ""));
      }
      case BAD_TIME -> {
        StringBuilder json = open(reading.device());
        header(json, "yesterday", reading.cycle());
        yield bytes(body(json, reading, Optional.empty(), ""));
      }
      case OUT_OF_RANGE -> {
        boolean low = random.nextBoolean();
        StringBuilder text = new StringBuilder();
        append(text, low ? TOO_LOW : TOO_MUCH * reading.values()[sensor.index()]);
        yield bytes(telemetry(reading, Optional.of(sensor), text.toString()));
      }
    };
  }

  static byte[] failure(DeviceTruth truth) {
    StringBuilder json = open(truth.device());
    header(json, truth.failureTime().toString(), 1);
    json.append(",\"kind\":\"failure\",\"detail\":\"").append(truth.mode().id()).append("\"}");
    return bytes(json);
  }

  static Channel anySensor(RandomGenerator random) {
    return Channel.sensors().get(random.nextInt(Channel.sensors().size()));
  }

  private static StringBuilder telemetry(
      Reading reading, Optional<Channel> replaced, String replacement) {
    StringBuilder json = open(reading.device());
    header(json, reading.time().toString(), reading.cycle());
    return body(json, reading, replaced, replacement);
  }

  private static StringBuilder open(String device) {
    return new StringBuilder(640).append("{\"device\":\"").append(device).append("\",");
  }

  private static void header(StringBuilder json, String time, int sequence) {
    json.append("\"time\":\"").append(time).append("\",\"sequence\":").append(sequence);
  }

  private static StringBuilder body(
      StringBuilder json, Reading reading, Optional<Channel> replaced, String replacement) {
    json.append(",\"cycle\":").append(reading.cycle());
    for (Channel channel : Channel.ALL) {
      json.append(",\"").append(channel.column()).append("\":");
      if (replaced.isPresent() && replaced.get() == channel) {
        json.append(replacement);
      } else {
        append(json, reading.values()[channel.index()]);
      }
    }
    return json.append('}');
  }

  /** Six significant digits, at least one decimal; far faster than {@code String.format}. */
  static void append(StringBuilder out, double value) {
    double size = Math.abs(value);
    int decimals = 1;
    while (decimals < DIGITS && size * POWERS[decimals + 1] < POWERS[DIGITS]) {
      decimals++;
    }
    long scaled = Math.round(size * POWERS[decimals]);
    if (value < 0 && scaled > 0) {
      out.append('-');
    }
    out.append(scaled / POWERS[decimals]).append('.');
    long rest = scaled % POWERS[decimals];
    for (int place = decimals - 1; place >= 0; place--) {
      out.append((char) ('0' + rest / POWERS[place]));
      rest %= POWERS[place];
      if (rest == 0) {
        return;
      }
    }
  }

  private static byte[] bytes(StringBuilder json) {
    return json.toString().getBytes(UTF_8);
  }
}
