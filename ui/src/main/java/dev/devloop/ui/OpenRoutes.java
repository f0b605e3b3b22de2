package dev.devloop.ui;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// How the page gets its cookie: a tool with the token asks for an address that works once, the
/// browser opens it and is sent on to the page. The token itself is in no address, and so in no
/// history.
final class OpenRoutes {

  /// Enough for a browser's cold start on a busy machine.
  private static final Duration VALID = Duration.ofMinutes(2);

  private static final int CODES = 16;
  private static final int CODE_BYTES = 24;
  private static final int COOKIE_SECONDS = (int) Duration.ofDays(30).toSeconds();

  private final Credentials credentials;
  private final Clock clock;
  private final Map<String, Instant> codes = new HashMap<>();

  OpenRoutes(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  void add(RoutesConfig routes) {
    routes.post(WebServer.API + "/open", this::hand);
    routes.get("/open", this::take);
  }

  private void hand(Context ctx) {
    var bytes = new byte[CODE_BYTES];
    new SecureRandom().nextBytes(bytes);
    var code = HexFormat.of().formatHex(bytes);
    keep(code);
    ctx.result("http://127.0.0.1:" + ctx.req().getLocalPort() + "/open?once=" + code);
  }

  private synchronized void keep(String code) {
    var now = clock.instant();
    codes.values().removeIf(end -> !end.isAfter(now));
    if (codes.size() >= CODES) {
      codes.clear(); // somebody with the token plays: nobody else is kept out by it
    }
    codes.put(code, now.plus(VALID));
  }

  private void take(Context ctx) {
    ctx.header("Cache-Control", "no-store");
    if (!spend(Optional.ofNullable(ctx.queryParam("once")).orElse(""))) {
      ctx.status(HttpStatus.FORBIDDEN)
          .result("This address was used already or is too old. Run: devloop open\n");
      return;
    }
    var cookie = new Cookie(credentials.cookie(), credentials.page());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setMaxAge(COOKIE_SECONDS);
    ctx.cookie(cookie);
    ctx.redirect("/", HttpStatus.SEE_OTHER);
  }

  private synchronized boolean spend(String code) {
    var end = Optional.ofNullable(codes.remove(code));
    return end.filter(e -> e.isAfter(clock.instant())).isPresent();
  }
}
