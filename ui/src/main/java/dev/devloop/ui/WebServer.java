package dev.devloop.ui;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Request;
import dev.devloop.core.ServiceName;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// The daemon's HTTP API, on 127.0.0.1 only. `docs/api.md` lists it.
public final class WebServer implements AutoCloseable {

  private static final String API = "/api/v1";

  /// Shorter than the 30 s after which the server drops a silent connection.
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final Door door;
  private final Guard guard;
  private final Clock clock;
  private final Javalin javalin;

  private WebServer(Door door, String token, Clock clock) {
    this.door = door;
    this.guard = new Guard(token);
    this.clock = clock;
    this.javalin = Javalin.create(this::configure);
  }

  /// Starts to serve.
  ///
  /// @param token what clients have to show
  /// @param port 0 for any free one
  public static WebServer start(Door door, String token, int port, Clock clock) {
    var server = new WebServer(door, token, clock);
    server.javalin.start("127.0.0.1", port);
    return server;
  }

  /// The port that it listens on.
  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    var routes = config.routes;
    routes.before(guard::check);
    routes.exception(DevloopException.class, WebServer::problem);
    // the reader went away: nobody is left to be told
    routes.exception(UncheckedIOException.class, (_, _) -> {});
    reads(routes);
    acts(routes);
  }

  private void reads(RoutesConfig routes) {
    routes.get(API + "/state", this::state);
    routes.get(API + "/events", this::events);
    routes.get(API + "/logs", this::logs);
    routes.get(API + "/services/{name}/entry", this::entry);
  }

  private void acts(RoutesConfig routes) {
    routes.post(API + "/up", this::up);
    routes.post(API + "/down", this::down);
    routes.post(API + "/rebuild", ctx -> act(ctx, new Request.Rebuild(Set.of())));
    routes.post(
        API + "/services/{name}/rebuild",
        ctx -> act(ctx, new Request.Rebuild(Set.of(service(ctx)))));
    routes.post(
        API + "/services/{name}/restart",
        ctx -> act(ctx, new Request.Restart(Set.of(service(ctx)), flag(ctx, "pods"))));
    routes.post(
        API + "/quit",
        ctx -> {
          ctx.result("bye");
          door.quit();
        });
  }

  private void state(Context ctx) {
    var snapshot = door.now();
    if (Objects.equals(ctx.queryParam("as"), "text")) {
      ctx.result(String.join("\n", Rows.of(snapshot, flag(ctx, "colour"))) + "\n");
    } else {
      ctx.contentType("application/json").result(StatusJson.of(snapshot));
    }
  }

  /// Server-sent events: the newest state after each change, with its number. A reader that is slow
  /// gets fewer of them.
  private void events(Context ctx) throws IOException, InterruptedException {
    ctx.contentType("text/event-stream").header("Cache-Control", "no-store");
    var out = ctx.res().getOutputStream();
    long seen = -1;
    while (!Thread.currentThread().isInterrupted()) {
      var snapshot = door.await(seen, HEARTBEAT);
      var text =
          snapshot.number() == seen
              ? ":\n\n"
              : "id: %d\nevent: state\ndata: %s\n\n"
                  .formatted(snapshot.number(), StatusJson.of(snapshot));
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      seen = snapshot.number();
    }
  }

  private void logs(Context ctx) throws IOException, InterruptedException {
    var names =
        ctx.queryParams("service").stream().map(ServiceName::new).collect(Collectors.toSet());
    names.forEach(this::known);
    var wish = new LogWish(names, flag(ctx, "follow"), number(ctx, "tail"), since(ctx));
    var lines = lines(ctx);
    // an unread connection is only noticed by writing to it
    var beat = Thread.ofVirtual().start(() -> beat(lines, Thread.currentThread()));
    try {
      door.logs(
          wish,
          line ->
              lines.text(
                  names.size() == 1
                      ? line.text()
                      : line.service().map(s -> s + " | ").orElse("") + line.text()));
      lines.exit(ExitCode.OK);
    } catch (DevloopException e) {
      tell(lines, e);
    } finally {
      beat.interrupt();
    }
  }

  private static void beat(Lines lines, Thread self) {
    try {
      while (!self.isInterrupted()) {
        Thread.sleep(HEARTBEAT);
        lines.heartbeat();
      }
    } catch (InterruptedException | UncheckedIOException _) {
      // the log is over, or its next line finds out that the reader is gone
    }
  }

  private void entry(Context ctx) {
    var entry = door.entry(service(ctx), flag(ctx, "terminal"));
    var text = new StringBuilder();
    entry.env().forEach((name, value) -> text.append("env ").append(name + "=" + value + "\n"));
    entry.argv().forEach(word -> text.append("arg ").append(word).append('\n'));
    ctx.result(text.toString());
  }

  private void up(Context ctx) throws IOException, InterruptedException {
    door.reload(environment(ctx.bodyAsBytes()));
    act(ctx, new Request.Up());
  }

  /// Hands a request in and tells how it goes until it is done.
  private void act(Context ctx, Request request) throws IOException, InterruptedException {
    var wish =
        new UpStream.Wish(
            Duration.ofMillis(number(ctx, "timeout").orElse(300_000)),
            flag(ctx, "frames"),
            flag(ctx, "colour"));
    var lines = lines(ctx);
    var stream = new UpStream(door, lines, wish, clock);
    lines.exit(stream.run(door.ask(request)));
  }

  private void down(Context ctx) throws IOException, InterruptedException {
    var lines = lines(ctx);
    long from = door.ask(new Request.Down(flag(ctx, "delete")));
    lines.exit(new DownStream(door, lines).run(from));
  }

  private static Lines lines(Context ctx) throws IOException {
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

  private ServiceName service(Context ctx) {
    var name = new ServiceName(ctx.pathParam("name"));
    known(name);
    return name;
  }

  private void known(ServiceName name) {
    var services = door.now().state().services();
    if (!services.containsKey(name)) {
      throw new NotFoundResponse(
          "no service " + name + "; there are: " + List.copyOf(services.keySet()));
    }
  }

  private static boolean flag(Context ctx, String name) {
    return Objects.equals(ctx.queryParam(name), "true");
  }

  private static OptionalInt number(Context ctx, String name) {
    var text = ctx.queryParam(name);
    try {
      return text == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is not a number");
    }
  }

  private static Optional<Duration> since(Context ctx) {
    var millis = number(ctx, "since");
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsInt()))
        : Optional.empty();
  }

  private static void tell(Lines lines, DevloopException e) {
    e.problems().forEach(p -> Rows.problem(p).forEach(lines::error));
    lines.exit(e.exit());
  }

  private static void problem(DevloopException e, Context ctx) {
    ctx.status(409)
        .result(
            e.problems().stream()
                .flatMap(p -> Rows.problem(p).stream())
                .collect(Collectors.joining("\n")));
  }
}
