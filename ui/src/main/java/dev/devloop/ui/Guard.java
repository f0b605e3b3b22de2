package dev.devloop.ui;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Who may come in: whoever speaks to this very address and knows the token or has the cookie. A
/// page of another site (Origin) and a name that was made to point here (Host) are turned away,
/// whatever they show.
final class Guard {

  /// The header of tools that read the daemon's file.
  static final String HEADER = "X-Devloop-Token";

  private final Credentials credentials;

  Guard(Credentials credentials) {
    this.credentials = credentials;
  }

  /// For everything: the address and the site that asks.
  static void address(Context ctx) {
    var hosts = hosts(ctx);
    if (!hosts.contains(header(ctx, "Host"))) {
      throw new ForbiddenResponse("this is not the host that you asked for");
    }
    var origin = Optional.ofNullable(ctx.header("Origin"));
    if (origin.isPresent() && !ours(hosts, origin.get())) {
      throw new ForbiddenResponse("pages of other sites may not ask");
    }
  }

  /// For the API. Browsers count another port of this machine as the same site and send the cookie
  /// along: what a page of there asks for is told by the headers that no page can set.
  void api(Context ctx) {
    if (same(header(ctx, HEADER), credentials.token())) {
      return;
    }
    var cookie = Objects.requireNonNullElse(ctx.cookie(credentials.cookie()), "");
    if (!same(cookie, credentials.page())) {
      throw new UnauthorizedResponse("the token is missing or wrong: run `devloop open`");
    }
    var site = ctx.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new ForbiddenResponse("pages of other sites may not ask");
    }
    boolean reads = ctx.method().name().equals("GET") && ctx.header("Upgrade") == null;
    if (!reads && ctx.header("Origin") == null) {
      throw new ForbiddenResponse("a page says where it is from");
    }
  }

  /// Whether somebody does something by this: a command does, and a page that is opened or clicked
  /// on, not one that stands open and asks for news.
  static boolean isDeed(Context ctx) {
    return ctx.header(HEADER) != null
        || ctx.path().equals("/")
        || !ctx.method().name().equals("GET");
  }

  private static Set<String> hosts(Context ctx) {
    int port = ctx.req().getLocalPort();
    return Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  private static boolean ours(Set<String> hosts, String origin) {
    return hosts.stream().anyMatch(h -> origin.equals("http://" + h));
  }

  private static String header(Context ctx, String name) {
    return Objects.requireNonNullElse(ctx.header(name), "");
  }

  /// Takes as long for a near miss as for a far one.
  private static boolean same(String given, String wanted) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
  }
}
