package dev.devloop.ui;

import dev.devloop.core.LogKind;
import dev.devloop.core.LogLevel;
import dev.devloop.core.ServiceName;
import dev.devloop.logs.LogFilter;
import dev.devloop.logs.TextMatch;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Which log lines a request wants.
final class LogParams {

  /// Each text is looked for in each line.
  private static final int MOST_TEXTS = 50;

  private LogParams() {}

  static LogFilter filter(Context ctx) {
    var services =
        ctx.queryParams("service").stream().map(ServiceName::new).collect(Collectors.toSet());
    return new LogFilter(
        services, kinds(ctx), level(ctx), since(ctx), texts(ctx, "grep"), texts(ctx, "exclude"));
  }

  /// Texts that are typed: between slashes, or with `regex=true`, stands an expression.
  static List<TextMatch> texts(Context ctx, String name) {
    var typed = ctx.queryParams(name).stream().filter(text -> !text.isEmpty()).toList();
    if (typed.size() > MOST_TEXTS) {
      throw new BadRequestResponse("at most " + MOST_TEXTS + " times " + name);
    }
    boolean regex = Params.flag(ctx, "regex");
    try {
      return typed.stream()
          .map(text -> regex ? TextMatch.Regex.of(text) : TextMatch.of(text))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(name + " is no regular expression: " + e.getMessage());
    }
  }

  private static Set<LogKind> kinds(Context ctx) {
    var kinds = EnumSet.noneOf(LogKind.class);
    ctx.queryParams("kind").forEach(word -> kinds.add(known(LogKind.values(), "kind", word)));
    return kinds;
  }

  private static LogLevel level(Context ctx) {
    return Optional.ofNullable(ctx.queryParam("level"))
        .filter(word -> !word.isEmpty())
        .map(word -> known(LogLevel.values(), "level", word))
        .orElse(LogLevel.NONE);
  }

  private static <T extends Enum<T>> T known(T[] all, String name, String word) {
    return Arrays.stream(all)
        .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestResponse(
                "no "
                    + name
                    + " "
                    + word
                    + "; there are: "
                    + Arrays.toString(all).toLowerCase(Locale.ROOT)));
  }

  private static Optional<Instant> since(Context ctx) {
    var millis = Params.big(ctx, "since");
    return millis.isPresent()
        ? Optional.of(Instant.now().minusMillis(millis.getAsLong()))
        : Optional.empty();
  }

  static int limit(Context ctx, int otherwise, int most) {
    OptionalInt limit = Params.number(ctx, "limit");
    return Math.clamp(limit.orElse(otherwise), 1, most);
  }
}
