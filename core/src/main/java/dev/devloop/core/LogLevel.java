package dev.devloop.core;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How bad a log line is, as far as its text tells; the worst comes last.
public enum LogLevel {
  /// Not known.
  NONE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /// The level stands near the start of a line, whatever the format; a JSON line may name its time
  /// and more before.
  private static final int LOOK_AT = 400;

  /// Words further back are what the line talks about.
  private static final int PREFIX = 80;

  private static final Map<String, LogLevel> WORDS =
      Map.ofEntries(
          Map.entry("trace", DEBUG),
          Map.entry("debug", DEBUG),
          Map.entry("dbug", DEBUG),
          Map.entry("dbg", DEBUG),
          Map.entry("verbose", DEBUG),
          Map.entry("fine", DEBUG),
          Map.entry("info", INFO),
          Map.entry("information", INFO),
          Map.entry("notice", INFO),
          Map.entry("log", INFO),
          Map.entry("hint", INFO),
          Map.entry("warn", WARN),
          Map.entry("wrn", WARN),
          Map.entry("warning", WARN),
          Map.entry("error", ERROR),
          Map.entry("err", ERROR),
          Map.entry("fail", ERROR),
          Map.entry("fatal", ERROR),
          Map.entry("crit", ERROR),
          Map.entry("critical", ERROR),
          Map.entry("severe", ERROR),
          Map.entry("alert", ERROR),
          Map.entry("emerg", ERROR),
          Map.entry("emergency", ERROR),
          Map.entry("panic", ERROR));

  private static final String FIELD = "(?:level|lvl|severity|log\\.level|levelname|@l)";

  /// `"level":"error"`, `"severity": "ERROR"`, and the numbers of pino and bunyan.
  private static final Pattern JSON =
      Pattern.compile("\"" + FIELD + "\"\\s*:\\s*(?:\"([A-Za-z]+)\"|(\\d+))");

  /// `level=warn`.
  private static final Pattern LOGFMT = Pattern.compile("(?:^|\\s)" + FIELD + "=\"?([A-Za-z]+)");

  /// A level in capitals as a word of its own, or a small one in brackets or before a colon.
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<![A-Za-z0-9_/.-])(TRACE|DEBUG|DBUG|DBG|VERBOSE|FINE|INFO|NOTICE|LOG|HINT|WARN|WRN"
              + "|WARNING|ERROR|ERR!?|FATAL|CRIT|CRITICAL|SEVERE|ALERT|EMERG|PANIC)"
              + "(?![A-Za-z0-9_/-])"
              + "|[\\[<(]\\s*([A-Za-z]+)\\s*[\\])>]"
              + "|(?:^|\\s)([A-Za-z]+):(?=\\s|$)");

  /// `E0131 12:00:00.000000`, as Kubernetes' own programs write.
  private static final Pattern KLOG = Pattern.compile("^([IWEF])\\d{4} \\d\\d:\\d\\d:");

  /// How crashes begin in common languages: these lines have no level.
  private static final Pattern CRASH =
      Pattern.compile(
          "^(?:Traceback \\(most recent call last\\)|Exception in thread |Uncaught |Unhandled"
              + "|panic: |fatal error: |Segmentation fault"
              + "|(?:[A-Za-z_$][\\w$]*[.:])*[A-Z]\\w*(?:Error|Exception)(?::|$| \\[))");

  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;:?]*[ -/]*[@-~]");

  /// Bunyan and pino: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
  private static final int NUMBERED_DEBUG = 30;

  private static final int NUMBERED_WARN = 40;
  private static final int NUMBERED_ERROR = 50;

  /// As it stands in the API.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Recognises the level of a line of text, logfmt or JSON.
  public static LogLevel of(String line) {
    var start = line.length() > LOOK_AT ? line.substring(0, LOOK_AT) : line;
    if (start.indexOf('\u001b') >= 0) {
      start = ESCAPE.matcher(start).replaceAll("");
    }
    if (start.startsWith("{")) {
      return json(start);
    }
    var logfmt = start.indexOf('=') < 0 ? Optional.<LogLevel>empty() : word(LOGFMT.matcher(start));
    return logfmt.orElse(text(start.length() > PREFIX ? start.substring(0, PREFIX) : start));
  }

  private static LogLevel json(String line) {
    var field = JSON.matcher(line);
    if (!field.find()) {
      return NONE;
    }
    return field.group(1) == null ? numbered(field.group(2)) : known(field.group(1)).orElse(NONE);
  }

  private static LogLevel numbered(String digits) {
    int number = digits.length() > 2 ? 0 : Integer.parseInt(digits);
    if (number < 10) {
      return NONE;
    }
    if (number < NUMBERED_DEBUG) {
      return DEBUG;
    }
    if (number < NUMBERED_WARN) {
      return INFO;
    }
    return number < NUMBERED_ERROR ? WARN : ERROR;
  }

  private static LogLevel text(String line) {
    var klog = KLOG.matcher(line);
    if (klog.find()) {
      return switch (klog.group(1)) {
        case "I" -> INFO;
        case "W" -> WARN;
        default -> ERROR;
      };
    }
    if (CRASH.matcher(line).find()) {
      return ERROR;
    }
    return word(TEXT.matcher(line)).orElse(NONE);
  }

  /// The first word found that is a level.
  private static Optional<LogLevel> word(Matcher found) {
    while (found.find()) {
      for (int i = 1; i <= found.groupCount(); i++) {
        var level = Optional.ofNullable(found.group(i)).flatMap(LogLevel::known);
        if (level.isPresent()) {
          return level;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<LogLevel> known(String word) {
    var plain = word.endsWith("!") ? word.substring(0, word.length() - 1) : word;
    return Optional.ofNullable(WORDS.get(plain.toLowerCase(Locale.ROOT)));
  }
}
