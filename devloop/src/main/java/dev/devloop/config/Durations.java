package dev.devloop.config;

import java.time.Duration;
import java.util.Optional;

/// Durations such as `30s`, `5m`, `1h30m`.
final class Durations {

  private static final Duration LONGEST = Duration.ofDays(1);

  private Durations() {}

  /// @return empty when it is none, or not one of whole seconds from 1 second to a day: the kubelet
  ///   counts in seconds
  static Optional<Duration> parse(String text) {
    var sum = Duration.ZERO;
    var i = 0;
    while (i < text.length()) {
      var digits = i;
      while (i < text.length() && Chars.isDigit(text.charAt(i))) {
        i++;
      }
      var unit = i;
      while (i < text.length() && Chars.isLower(text.charAt(i))) {
        i++;
      }
      // nine digits fit into an int and are more than a day in any unit but milliseconds
      if (unit == digits || unit - digits > 9) {
        return Optional.empty();
      }
      var part = of(Integer.parseInt(text, digits, unit, 10), text.substring(unit, i));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(part.get());
    }
    var good = sum.isPositive() && sum.compareTo(LONGEST) <= 0 && sum.toMillis() % 1000 == 0;
    return good ? Optional.of(sum) : Optional.empty();
  }

  private static Optional<Duration> of(int amount, String unit) {
    return switch (unit) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      default -> Optional.empty();
    };
  }
}
