package dev.devloop.cli;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `5m`, `90s`, `1h`, `500ms`, `2d`.
final class Spans implements ITypeConverter<Duration> {

  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

  @Override
  public Duration convert(String text) {
    var match = SPAN.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a time: a number and ms, s, m, h or d, such as 5m");
    }
    long number = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
