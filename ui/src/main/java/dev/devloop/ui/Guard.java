package dev.devloop.ui;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Set;

/// Who may come in: whoever knows the token and speaks to this very address. A page of another site
/// (Origin) and a name that was made to point here (Host) are turned away, token or not.
final class Guard {

  /// The header of tools that read the daemon's file.
  static final String HEADER = "X-Devloop-Token";

  private final byte[] token;

  Guard(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  void check(Context ctx) {
    int port = ctx.req().getLocalPort();
    var hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    if (!hosts.contains(Objects.requireNonNullElse(ctx.header("Host"), ""))) {
      throw new ForbiddenResponse("this is not the host that you asked for");
    }
    var origin = ctx.header("Origin");
    if (origin != null && hosts.stream().noneMatch(h -> origin.equals("http://" + h))) {
      throw new ForbiddenResponse("pages of other sites may not ask");
    }
    var given = Objects.requireNonNullElse(ctx.header(HEADER), "");
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
      throw new UnauthorizedResponse("the token is missing or wrong");
    }
  }
}
