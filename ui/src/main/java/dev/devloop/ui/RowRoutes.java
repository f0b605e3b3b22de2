package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;

/// The rows of a terminal that looks on: newer ones after each change.
final class RowRoutes {

  private final Door door;

  RowRoutes(Door door) {
    this.door = door;
  }

  void add(RoutesConfig routes) {
    routes.get(WebServer.API + "/rows", this::rows);
  }

  /// Ends when the project is down: the daemon goes as well.
  private void rows(Context ctx) throws IOException, InterruptedException {
    var lines = Actions.lines(ctx);
    var snapshot = door.now();
    lines.frame(Rows.of(snapshot));
    while (!snapshot.state().ended()) {
      var next = door.await(snapshot.number(), StateRoutes.HEARTBEAT);
      if (next.number() == snapshot.number()) {
        lines.heartbeat();
      } else {
        lines.frame(Rows.of(next));
      }
      snapshot = next;
    }
    lines.exit(ExitCode.OK);
  }
}
