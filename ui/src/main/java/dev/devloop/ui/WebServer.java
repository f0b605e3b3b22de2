package dev.devloop.ui;

import dev.devloop.core.DevloopException;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The daemon's HTTP API and its page, on 127.0.0.1 only. `docs/api.md` lists what there is.
public final class WebServer implements AutoCloseable {

  static final String API = "/api/v1";

  /// An environment is the largest thing that anybody sends.
  private static final long MAX_REQUEST = 4L << 20;

  private final Door door;
  private final Credentials credentials;
  private final Clock clock;
  private final Javalin javalin;

  private WebServer(Door door, Credentials credentials, Clock clock) {
    this.door = door;
    this.credentials = credentials;
    this.clock = clock;
    this.javalin = Javalin.create(this::configure);
  }

  /// Starts to serve.
  ///
  /// @param port the one that is wanted; when something else has it, or for 0, any free one is
  ///   taken
  public static WebServer start(Door door, Credentials credentials, int port, Clock clock) {
    var server = new WebServer(door, credentials, clock);
    try {
      server.javalin.start("127.0.0.1", port);
      return server;
    } catch (JavalinBindException e) {
      if (port == 0) {
        throw e;
      }
      return start(door, credentials, 0, clock);
    }
  }

  /// The port that it listens on.
  public int port() {
    return javalin.port();
  }

  /// All that it answers to, as `METHOD /path`.
  List<String> routes() {
    var sockets =
        javalin.unsafe.internalRouter.allWsHandlers().stream().map(h -> "GET " + h.getPath());
    var requests =
        javalin.unsafe.internalRouter.allHttpHandlers().stream()
            .map(h -> h.endpoint)
            .filter(e -> e.method.isHttpMethod())
            .map(e -> e.method.name() + " " + e.path);
    return Stream.concat(requests, sockets).sorted().toList();
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
    config.http.maxRequestSize = MAX_REQUEST;
    var routes = config.routes;
    var guard = new Guard(credentials);
    routes.before(Guard::address);
    routes.before(PageFiles::headers);
    routes.before(API + "/*", guard::api);
    routes.before(WebServer::size);
    routes.before(ctx -> {
      if (Guard.isDeed(ctx)) {
        door.active();
      }
    });
    routes.wsBeforeUpgrade(ctx -> {
      Guard.address(ctx);
      guard.api(ctx);
    });
    routes.exception(DevloopException.class, WebServer::problem);
    // the reader went away: nobody is left to be told
    routes.exception(UncheckedIOException.class, (_, _) -> {});
    new PageFiles().add(routes);
    new OpenRoutes(credentials, clock).add(routes);
    new StateRoutes(door).add(routes);
    new RowRoutes(door).add(routes);
    new Actions(door, clock).add(routes);
    new SyncRoutes(door).add(routes);
    new ShellSocket(door).add(routes);
    routes.get(API + "/openapi.json", OpenApi::send);
    new LogRoutes(door).add(routes);
    routes.get(API + "/logs", new LogText(door)::logs);
    routes.get(API + "/services/{name}/entry", this::entry);
  }

  /// Before any of it is read: a body that is announced and does not come would be waited for.
  private static void size(Context ctx) {
    if (ctx.req().getContentLengthLong() > MAX_REQUEST) {
      ctx.header("Connection", "close");
      throw new ContentTooLargeResponse("at most " + MAX_REQUEST + " bytes");
    }
  }

  private void entry(Context ctx) {
    var entry = door.entry(Params.service(ctx, door), Params.flag(ctx, "terminal"));
    var text = new StringBuilder();
    entry.env().forEach((name, value) -> text.append("env ").append(name + "=" + value + "\n"));
    entry.argv().forEach(word -> text.append("arg ").append(word).append('\n'));
    ctx.result(text.toString());
  }

  private static void problem(DevloopException e, Context ctx) {
    ctx.status(409)
        .result(
            e.problems().stream()
                .flatMap(p -> Rows.problem(p).stream())
                .collect(Collectors.joining("\n")));
  }
}
