package dev.devloop.ui;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// What is known, at once or as it changes.
final class StateRoutes {

  /// Shorter than the 30 s after which the server drops a silent connection.
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /// A document for a moment: however many read, it is written once.
  private record Document(long number, String json) {}

  private final Door door;
  private volatile Document newest = new Document(-1, "");

  StateRoutes(Door door) {
    this.door = door;
  }

  void add(RoutesConfig routes) {
    routes.get(WebServer.API + "/state", this::state);
    routes.get(WebServer.API + "/events", this::events);
    routes.get(WebServer.API + "/steps", this::steps);
    routes.get(WebServer.API + "/trace", this::trace);
    routes.get(WebServer.API + "/saves", ctx -> json(ctx, SyncJson.saves(door.now().state())));
    routes.get(WebServer.API + "/usage", this::usage);
    routes.get(WebServer.API + "/engine", ctx -> ctx.result(door.engine().orElse("")));
  }

  private void state(Context ctx) {
    var snapshot = door.now();
    if (Objects.equals(ctx.queryParam("as"), "text")) {
      var look =
          RowText.Look.once(Params.number(ctx, "width").orElse(0), Params.flag(ctx, "colour"));
      ctx.result(String.join("\n", RowText.of(Rows.of(snapshot), look, 0)) + "\n");
    } else {
      json(ctx, document(snapshot));
    }
  }

  private String document(Snapshot snapshot) {
    var known = newest;
    if (known.number() == snapshot.number()) {
      return known.json();
    }
    var json = StatusJson.of(snapshot);
    newest = new Document(snapshot.number(), json);
    return json;
  }

  /// Server-sent events: the newest state after each change, with its number. A reader that is slow
  /// gets fewer of them, and nothing is kept for it. One that has a number of an earlier daemon
  /// gets the state at once.
  private void events(Context ctx) throws IOException, InterruptedException {
    ctx.contentType("text/event-stream");
    var out = ctx.res().getOutputStream();
    // the reader learns now that it is connected, and not with the next change
    ctx.res().flushBuffer();
    long seen = after(ctx);
    while (!Thread.currentThread().isInterrupted()) {
      var snapshot = door.await(seen, HEARTBEAT);
      var text =
          snapshot.number() == seen
              ? ":\n\n"
              : "id: %d\nevent: state\ndata: %s\n\n"
                  .formatted(snapshot.number(), document(snapshot));
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      seen = snapshot.number();
    }
  }

  private long after(Context ctx) {
    long after = Params.big(ctx, "after").orElse(-1);
    return after > door.now().number() ? -1 : after;
  }

  /// What was done, for the timeline.
  private void steps(Context ctx) {
    json(ctx, StatusJson.steps(door.now(), Params.big(ctx, "after").orElse(0)));
  }

  /// What was done, for a viewer of traces.
  private void trace(Context ctx) {
    var since = Instant.ofEpochMilli(Params.big(ctx, "since").orElse(0));
    json(ctx, TraceJson.of(door.now().state(), since));
  }

  /// What services use of memory and CPU. Nothing is measured unless somebody asks.
  private void usage(Context ctx) {
    json(ctx, StatusJson.usage(door.usage()));
  }

  private static void json(Context ctx, String text) {
    ctx.contentType("application/json").result(text);
  }
}
