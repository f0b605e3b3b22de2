package dev.devloop.ui;

import dev.devloop.core.LogLine;
import dev.devloop.core.ServiceName;
import dev.devloop.logs.Escapes;
import dev.devloop.logs.LogFilter;
import dev.devloop.logs.LogStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The project's log for the page and other tools. Everything is read from disk when it is wanted:
/// nothing is kept for a reader, however slow.
final class LogRoutes {

  private static final int PAGE = 500;
  private static final int LARGEST_PAGE = 2000;
  private static final int MATCHES = 200;
  private static final int MOST_MATCHES = 100_000;
  private static final int ERRORS = 1000;

  /// Between two events of a stream: a frame or two of a screen, in which lines gather.
  private static final Duration PACE = Duration.ofMillis(40);

  private final Door door;

  LogRoutes(Door door) {
    this.door = door;
  }

  void add(RoutesConfig routes) {
    routes.get(WebServer.API + "/log/lines", this::lines);
    routes.get(WebServer.API + "/log/stream", this::stream);
    routes.get(WebServer.API + "/log/search", this::search);
    routes.get(WebServer.API + "/log/counts", this::counts);
    routes.get(WebServer.API + "/log/download", this::download);
  }

  private LogStore store() {
    return door.log();
  }

  /// A page of lines, always the oldest first: those after a number, those before one, or the
  /// newest.
  private void lines(Context ctx) {
    int limit = LogParams.limit(ctx, PAGE, LARGEST_PAGE);
    var filter = LogParams.filter(ctx);
    var after = Params.big(ctx, "after");
    long first = store().first();
    long last = store().last();
    var found = new ArrayList<LogLine>();
    // one more than wanted tells whether there are more
    if (after.isPresent()) {
      store().forward(filter, after.getAsLong(), line -> found.add(line) && found.size() <= limit);
    } else {
      long before = Params.big(ctx, "before").orElse(Long.MAX_VALUE);
      store().backward(filter, before, line -> found.add(line) && found.size() <= limit);
    }
    boolean more = found.size() > limit;
    var page = more ? found.subList(0, limit) : found;
    ctx.contentType("application/json")
        .result(
            "{\"lines\":%s,\"first\":%d,\"last\":%d,\"more\":%b}"
                .formatted(
                    LogJson.of(after.isPresent() ? page : page.reversed()), first, last, more));
  }

  /// Server-sent events `lines`: from a number on, else what comes from now on. The id is the
  /// number of the last line that was looked at.
  private void stream(Context ctx) throws IOException, InterruptedException {
    var filter = LogParams.filter(ctx);
    long seen = resume(ctx).orElse(store().last());
    ctx.contentType("text/event-stream");
    var out = ctx.res().getOutputStream();
    send(out, ":\n\n");
    while (!Thread.currentThread().isInterrupted()) {
      if (!store().await(seen, StateRoutes.HEARTBEAT)) {
        send(out, ":\n\n");
        continue;
      }
      var found = new ArrayList<LogLine>();
      seen = store().forward(filter, seen, line -> found.add(line) && found.size() < PAGE);
      if (!found.isEmpty()) {
        send(out, "id: %d\nevent: lines\ndata: %s\n\n".formatted(seen, LogJson.of(found)));
      }
      if (found.size() < PAGE) {
        Thread.sleep(PACE);
      }
    }
  }

  /// Where a stream goes on. A number beyond the end is of a store that is no more.
  private OptionalLong resume(Context ctx) {
    var header = ctx.header("Last-Event-ID");
    if (header != null && header.matches("\\d{1,18}")) {
      return OptionalLong.of(known(Long.parseLong(header)));
    }
    var after = Params.big(ctx, "after");
    return after.isPresent() ? OptionalLong.of(known(after.getAsLong())) : OptionalLong.empty();
  }

  private long known(long seq) {
    return seq > store().last() ? 0 : seq;
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Matches as they are found, the newest first, one JSON object a line.
  private void search(Context ctx) throws IOException {
    int limit = LogParams.limit(ctx, MATCHES, MOST_MATCHES);
    var filter = LogParams.filter(ctx);
    for (var text : LogParams.texts(ctx, "q")) {
      filter = filter.and(text);
    }
    ctx.contentType("application/x-ndjson");
    var out = new BufferedOutputStream(ctx.res().getOutputStream(), 16 * 1024);
    var count = new int[1];
    store()
        .backward(
            filter,
            Params.big(ctx, "from").orElse(Long.MAX_VALUE),
            line -> {
              write(out, LogJson.of(line) + "\n", count[0]++ == 0);
              return count[0] < limit;
            });
    out.flush();
  }

  private static void write(OutputStream out, String text, boolean now) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      if (now) {
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void counts(Context ctx) {
    var store = store();
    var errors = store.errors().limit(ERRORS).mapToObj(Long::toString).toList();
    ctx.contentType("application/json")
        .result(
            "{\"first\":%d,\"last\":%d,\"lines\":%d,\"bytes\":%d,\"lost\":%d,\"errors\":%s}"
                .formatted(
                    store.first(),
                    store.last(),
                    store.last() - store.first() + 1,
                    store.bytes(),
                    store.lost(),
                    errors.stream().collect(Collectors.joining(",", "[", "]"))));
  }

  private void download(Context ctx) throws IOException {
    LogFilter filter = LogParams.filter(ctx);
    var name = door.now().project().isEmpty() ? "devloop" : door.now().project();
    ctx.contentType("text/plain; charset=utf-8")
        .header("Content-Disposition", "attachment; filename=\"" + name + ".log\"");
    var out = new BufferedOutputStream(ctx.res().getOutputStream(), 64 * 1024);
    store()
        .forward(
            filter,
            0,
            line -> {
              write(out, plain(line), false);
              return true;
            });
    out.flush();
  }

  private static String plain(LogLine line) {
    var words =
        List.of(
            line.at().toString(),
            line.service().map(ServiceName::value).orElse("-"),
            line.kind().word(),
            line.level().word(),
            Escapes.strip(line.text()));
    return String.join(" ", words) + "\n";
  }
}
