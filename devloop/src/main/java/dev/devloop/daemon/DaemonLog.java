package dev.devloop.daemon;

import dev.devloop.project.ProjectFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The daemon's own log: two files of bounded size below the project's state folder.
final class DaemonLog {

  private static final int BYTES = 4 * 1024 * 1024;
  private static final int FILES = 2;

  /// Kept here: the log manager itself forgets a logger that nobody holds, and its level.
  private static final List<Logger> NOISY =
      Stream.of("org.eclipse.jetty", "io.javalin", "com.github.dockerjava")
          .map(Logger::getLogger)
          .toList();

  /// Warns of each part of an object that was read as a tree and is written back as one.
  private static final Logger MODEL = Logger.getLogger("io.fabric8.kubernetes.model.jackson");

  private DaemonLog() {}

  static void open(ProjectFiles files) throws IOException {
    LogManager.getLogManager().reset();
    var pattern = files.folder().toString().replace("%", "%%") + "/daemon.%g.log";
    Handler handler = new FileHandler(pattern, BYTES, FILES, true);
    handler.setFormatter(new OneLine());
    var root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(Level.INFO);
    NOISY.forEach(logger -> logger.setLevel(Level.WARNING));
    MODEL.setLevel(Level.SEVERE);
  }

  /// Time, level, who, what; the stack trace below.
  private static final class OneLine extends Formatter {
    @Override
    public String format(LogRecord entry) {
      var name = String.valueOf(entry.getLoggerName());
      var line =
          "%s %s %s: %s%n"
              .formatted(
                  Instant.ofEpochMilli(entry.getMillis()),
                  entry.getLevel(),
                  name.substring(name.lastIndexOf('.') + 1),
                  formatMessage(entry));
      return entry.getThrown() == null ? line : line + trace(entry.getThrown());
    }

    private static String trace(Throwable thrown) {
      var text = new java.io.StringWriter();
      thrown.printStackTrace(new java.io.PrintWriter(text));
      return text.toString();
    }
  }
}
