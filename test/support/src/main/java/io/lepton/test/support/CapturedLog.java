package io.lepton.test.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * All that Kafka's clients log, down to the details, and what a user's log holds of all others,
 * from here to the close.
 */
public final class CapturedLog implements AutoCloseable {
  private static final Map<String, Level> LISTENED =
      Map.of(
          "org.apache.kafka", Level.TRACE,
          "org.apache.spark", Level.INFO,
          "io.lepton", Level.INFO);

  private final LoggerContext context = LoggerContext.getContext(false);
  private final Lines lines = new Lines();

  /** Starts to listen. */
  public CapturedLog() {
    lines.start();
    LISTENED.forEach(this::listen);
    context.updateLoggers();
  }

  private void listen(String name, Level level) {
    LoggerConfig logger = new LoggerConfig(name, level, false);
    logger.addAppender(lines, level, null);
    context.getConfiguration().addLogger(name, logger);
  }

  /** What was logged since. */
  public List<String> lines() {
    return lines.logged;
  }

  @Override
  public void close() {
    LISTENED.keySet().forEach(context.getConfiguration()::removeLogger);
    context.updateLoggers();
  }

  private static final class Lines extends AbstractAppender {
    private final List<String> logged = new CopyOnWriteArrayList<>();

    private Lines() {
      super("captured", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      logged.add(event.getMessage().getFormattedMessage() + " " + event.getThrown());
    }
  }
}
