package dev.devloop.logs;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Which lines are wanted.
///
/// @param services empty means all
/// @param kinds empty means all
/// @param level that and worse; `NONE` means all
/// @param since nothing older
/// @param grep all of them are in the line, without its escapes
/// @param exclude none of them is
/// @param from which origins, beside services and kinds
public record LogFilter(
    Set<ServiceName> services,
    Set<LogKind> kinds,
    LogLevel level,
    Optional<Instant> since,
    List<TextMatch> grep,
    List<TextMatch> exclude,
    Predicate<LogOrigin> from) {

  /// All lines.
  public static final LogFilter ALL =
      new LogFilter(Set.of(), Set.of(), LogLevel.NONE, Optional.empty(), List.of(), List.of());

  public LogFilter(
      Set<ServiceName> services,
      Set<LogKind> kinds,
      LogLevel level,
      Optional<Instant> since,
      List<TextMatch> grep,
      List<TextMatch> exclude) {
    this(services, kinds, level, since, grep, exclude, _ -> true);
  }

  public LogFilter {
    services = Set.copyOf(services);
    kinds = Set.copyOf(kinds);
    grep = List.copyOf(grep);
    exclude = List.copyOf(exclude);
  }

  /// Also this is to be in the line.
  public LogFilter and(TextMatch text) {
    var all = new ArrayList<>(grep);
    all.add(text);
    return new LogFilter(services, kinds, level, since, all, exclude, from);
  }

  /// Also the origin is to be one of these.
  public LogFilter from(Predicate<LogOrigin> origins) {
    return new LogFilter(services, kinds, level, since, grep, exclude, from.and(origins));
  }

  Compiled compile(Masks masks) {
    return new Compiled(this, masks);
  }

  private boolean isOrigin(LogOrigin origin) {
    return from.test(origin)
        && (kinds.isEmpty() || kinds.contains(origin.kind()))
        && (services.isEmpty() || origin.service().map(services::contains).orElse(false));
  }

  /// A filter at work, for one thread.
  ///
  /// What is cheap comes first: most lines of a search are passed over by their bytes. That is
  /// right because a text without the character of [Masks#MARK] stands in a cleaned line only where
  /// it stood in the line itself. What decides is the cleaned line, so that nobody can guess a
  /// secret by searching for it.
  static final class Compiled {
    private final LogFilter filter;
    private final Masks masks;
    private final Predicate<String> text;
    private final List<Needle> needles;
    private final long since;
    private final IdentityHashMap<LogOrigin, Boolean> origins = new IdentityHashMap<>();

    private Compiled(LogFilter filter, Masks masks) {
      this.filter = filter;
      this.masks = masks;
      this.text =
          line ->
              filter.grep.stream().allMatch(m -> m.isIn(line))
                  && filter.exclude.stream().noneMatch(m -> m.isIn(line));
      this.needles = filter.grep.stream().flatMap(m -> needle(m).stream()).toList();
      this.since = filter.since.map(Entry::nanos).orElse(Long.MIN_VALUE);
    }

    /// Letters beyond ASCII have two forms of different bytes.
    private static Optional<Needle> needle(TextMatch match) {
      return match instanceof TextMatch.Literal(var text)
              && text.chars().allMatch(c -> c < 128 && c != Masks.MARK.charAt(0))
          ? Optional.of(Needle.anyCase(text))
          : Optional.empty();
    }

    /// The line as it may be shown, when it is wanted.
    Optional<LogLine> find(RawLine raw) {
      if (raw.level() < filter.level.ordinal() || raw.at() < since || !isOrigin(raw)) {
        return Optional.empty();
      }
      if (!hasNeedles(raw)) {
        return Optional.empty();
      }
      var clean = masks.clean(raw.text());
      return text.test(Escapes.strip(clean)) ? Optional.of(raw.line(clean)) : Optional.empty();
    }

    /// Whether lines of these bytes may pass, as far as it can be told at one glance. Of lines with
    /// escapes only a closer look tells what they hold.
    boolean mayHold(byte[] bytes, int end, boolean escapes) {
      return escapes || needles.stream().allMatch(needle -> needle.isIn(bytes, 0, end));
    }

    private boolean isOrigin(RawLine raw) {
      return origins.computeIfAbsent(raw.origin(), filter::isOrigin);
    }

    private boolean hasNeedles(RawLine raw) {
      for (var needle : needles) {
        if (!raw.contains(needle)) {
          return false;
        }
      }
      return true;
    }
  }
}
