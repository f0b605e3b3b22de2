package dev.devloop.ui;

import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a person may ask for. Each answers with how it goes and how it ended.
final class Actions {

  private static final int TIMEOUT_MILLIS = 300_000;

  private final Door door;
  private final Clock clock;

  Actions(Door door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  void add(RoutesConfig routes) {
    routes.post(WebServer.API + "/up", this::up);
    routes.post(WebServer.API + "/down", this::down);
    routes.post(WebServer.API + "/cluster/pause", this::pause);
    routes.post(WebServer.API + "/rebuild", ctx -> act(ctx, new Request.Rebuild(Set.of())));
    routes.post(
        WebServer.API + "/services/{name}/rebuild",
        ctx -> act(ctx, new Request.Rebuild(Set.of(service(ctx)))));
    routes.post(
        WebServer.API + "/services/{name}/restart",
        ctx -> act(ctx, new Request.Restart(Set.of(service(ctx)), Params.flag(ctx, "pods"))));
    routes.post(WebServer.API + "/services/{name}/enable", ctx -> enable(ctx, true));
    routes.post(WebServer.API + "/services/{name}/disable", ctx -> enable(ctx, false));
    routes.post(
        WebServer.API + "/quit",
        ctx -> {
          ctx.result("bye");
          door.quit();
        });
  }

  private ServiceName service(Context ctx) {
    return Params.service(ctx, door);
  }

  private void up(Context ctx) throws IOException, InterruptedException {
    door.reload(environment(ctx.bodyAsBytes()));
    act(ctx, new Request.Up());
  }

  /// Hands a request in and tells how it goes until it is done.
  private void act(Context ctx, Request request) throws IOException, InterruptedException {
    var wish =
        new UpStream.Wish(
            Duration.ofMillis(Params.number(ctx, "timeout").orElse(TIMEOUT_MILLIS)),
            Params.flag(ctx, "frames"));
    var lines = lines(ctx);
    var stream = new UpStream(door, lines, wish, clock);
    lines.exit(stream.run(door.ask(request)));
  }

  private void enable(Context ctx, boolean on) throws IOException, InterruptedException {
    var name = service(ctx);
    var lines = lines(ctx);
    var wish = new UpStream.Wish(Duration.ofMillis(TIMEOUT_MILLIS), false);
    var stream = new UpStream(door, lines, wish, clock);
    var changed = door.enable(name, on);
    changed.forEach(s -> lines.text(s + (on ? " is enabled" : " is disabled")));
    lines.exit(stream.run(door.now().number()));
  }

  private void down(Context ctx) throws IOException, InterruptedException {
    var lines = lines(ctx);
    long from = door.ask(new Request.Down(Params.flag(ctx, "delete")));
    lines.exit(new RestStream(door, lines).run(from));
  }

  /// `/pause` is live sync's.
  private void pause(Context ctx) throws IOException, InterruptedException {
    var lines = lines(ctx);
    long from = door.ask(new Request.Pause(Params.flag(ctx, "all")));
    lines.exit(new RestStream(door, lines).run(from));
  }

  static Lines lines(Context ctx) throws IOException {
    ctx.contentType("text/plain; charset=utf-8");
    return new Lines(ctx.res().getOutputStream());
  }

  /// `NAME=value` with a NUL after each, as in /proc/PID/environ.
  private static Map<String, String> environment(byte[] body) {
    var env = new LinkedHashMap<String, String>();
    for (var pair : new String(body, StandardCharsets.UTF_8).split("\0", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        env.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return env;
  }
}
