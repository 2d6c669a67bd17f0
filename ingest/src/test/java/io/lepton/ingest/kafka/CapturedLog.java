package io.lepton.ingest.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that Kafka's clients log, down to the details, from here to the close. */
final class CapturedLog implements AutoCloseable {
  private static final String KAFKA = "org.apache.kafka";

  private final LoggerContext context = LoggerContext.getContext(false);
  private final Lines lines = new Lines();

  CapturedLog() {
    lines.start();
    LoggerConfig kafka = new LoggerConfig(KAFKA, Level.TRACE, false);
    kafka.addAppender(lines, Level.TRACE, null);
    context.getConfiguration().addLogger(KAFKA, kafka);
    context.updateLoggers();
  }

  List<String> lines() {
    return lines.logged;
  }

  @Override
  public void close() {
    context.getConfiguration().removeLogger(KAFKA);
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
