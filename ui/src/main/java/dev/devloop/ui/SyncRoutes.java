package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import dev.devloop.core.Request;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.core.ServiceSync;
import dev.devloop.core.SyncReport;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What a person may ask of live sync.
final class SyncRoutes {

  /// Longer than a comparison of 50,000 files takes.
  private static final int VERIFY_MILLIS = 120_000;

  /// A build may be a part of it.
  private static final int WAIT_MILLIS = 300_000;

  private final Door door;

  SyncRoutes(Door door) {
    this.door = door;
  }

  void add(RoutesConfig routes) {
    each(routes, "sync", services -> ctx -> now(ctx, services.apply(ctx)));
    each(routes, "pause", services -> ctx -> pause(ctx, services.apply(ctx), true));
    each(routes, "resume", services -> ctx -> pause(ctx, services.apply(ctx), false));
    each(routes, "verify", services -> ctx -> verify(ctx, services.apply(ctx)));
    routes.get(WebServer.API + "/synced", this::synced);
  }

  /// For all services and for one.
  private void each(
      RoutesConfig routes, String verb, Function<Function<Context, Set<ServiceName>>, Handler> of) {
    routes.post(WebServer.API + "/" + verb, of.apply(_ -> Set.of()));
    routes.post(
        WebServer.API + "/services/{name}/" + verb,
        of.apply(ctx -> Set.of(Params.service(ctx, door))));
  }

  private void now(Context ctx, Set<ServiceName> services)
      throws IOException, InterruptedException {
    var lines = Actions.lines(ctx);
    long from = door.ask(new Request.SyncNow(services));
    try (var _ = new Heartbeat(lines)) {
      var timeout = Duration.ofMillis(Params.number(ctx, "timeout").orElse(WAIT_MILLIS));
      lines.exit(new SyncWait(door, lines, timeout).sent(from, services));
    }
  }

  private void pause(Context ctx, Set<ServiceName> services, boolean on)
      throws IOException, InterruptedException {
    var lines = Actions.lines(ctx);
    door.ask(new Request.PauseSync(services, on));
    chosen(services).forEach(s -> lines.text(s.name() + (on ? " is paused" : " is in sync again")));
    lines.exit(ExitCode.OK);
  }

  private List<Service> chosen(Set<ServiceName> services) {
    return door.now().state().services().values().stream()
        .filter(s -> services.contains(s.name()) || (services.isEmpty() && Syncs.any(s.config())))
        .toList();
  }

  private void verify(Context ctx, Set<ServiceName> services)
      throws IOException, InterruptedException {
    var lines = Actions.lines(ctx);
    SyncReport report;
    try (var _ = new Heartbeat(lines)) {
      var timeout = Duration.ofMillis(Params.number(ctx, "timeout").orElse(VERIFY_MILLIS));
      report = door.verify(services, timeout);
    }
    if (Params.flag(ctx, "json")) {
      lines.text(SyncJson.of(report));
    } else {
      Syncs.lines(report).forEach(lines::text);
    }
    lines.exit(exit(report));
  }

  private static ExitCode exit(SyncReport report) {
    if (!report.missing().isEmpty()) {
      return ExitCode.PLATFORM;
    }
    return report.equal() ? ExitCode.OK : ExitCode.SERVICE;
  }

  private void synced(Context ctx) throws IOException, InterruptedException {
    var path = Optional.ofNullable(ctx.queryParam("path")).map(Path::of);
    var timeout = Duration.ofMillis(Params.number(ctx, "timeout").orElse(WAIT_MILLIS));
    var lines = Actions.lines(ctx);
    try (var _ = new Heartbeat(lines)) {
      var wait = new SyncWait(door, lines, timeout);
      lines.exit(Params.flag(ctx, "json") ? wait.liveAsJson(path) : wait.live(path));
    }
  }

  /// What a service's sync is held by, in words.
  static String held(ServiceSync sync) {
    return switch (sync.held()) {
      case "paused" -> "it is paused: devloop sync --resume";
      case "manual" -> "its trigger is manual: devloop sync --now";
      case "agent" -> "the node cannot be reached: devloop status";
      case "refused" ->
          "files were refused: " + sync.refused().map(p -> p.what()).orElse("devloop status");
      default -> "they are on their way";
    };
  }
}
