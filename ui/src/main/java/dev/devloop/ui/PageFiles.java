package dev.devloop.ui;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The files of the page, from the class path. They hold no secret: whoever reaches this address
/// may have them. Names are made of plain letters with single dots, so that no name leads out of
/// the folder.
final class PageFiles {

  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]{1,40}/){0,2}[A-Za-z0-9-]{1,40}(?:\\.[A-Za-z0-9-]{1,20}){1,6}");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /// No inline script or style, nothing from anywhere else, in no frame.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  void add(RoutesConfig routes) {
    routes.get("/", ctx -> send(ctx, "index.html"));
    routes.get("/page/<file>", ctx -> send(ctx, ctx.pathParam("file")));
  }

  /// For every answer, of the API too.
  static void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }

  private void send(Context ctx, String name) {
    var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    var bytes = type == null ? Optional.<byte[]>empty() : read(name);
    if (type == null || bytes.isEmpty()) {
      throw new NotFoundResponse("no such file");
    }
    var tag = tags.computeIfAbsent(name, _ -> tag(bytes.get()));
    ctx.header("ETag", tag)
        // what comes from others has its version in its name
        .header(
            "Cache-Control",
            name.startsWith("vendor/") ? "public, max-age=31536000, immutable" : "no-cache");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
    } else {
      ctx.contentType(type).result(bytes.get());
    }
  }

  private static Optional<byte[]> read(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (var in = PageFiles.class.getResourceAsStream("page/" + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
