package dev.devloop.ui;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The files of the page, from the class path, packed once each. They hold no secret: whoever
/// reaches this address may have them. Names are made of plain letters with single dots, so that no
/// name leads out of the folder.
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

  /// A file as browsers take it.
  ///
  /// @param tag of what it holds, however that is sent
  /// @param packed by gzip
  private record Packed(String tag, byte[] packed) {}

  private final Map<String, Packed> files = new ConcurrentHashMap<>();

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
    var found = type == null ? Optional.<Packed>empty() : packed(name);
    if (type == null || found.isEmpty()) {
      throw new NotFoundResponse("no such file");
    }
    var file = found.get();
    ctx.header("ETag", file.tag())
        .header("Vary", "Accept-Encoding")
        // what comes from others has its version in its name
        .header(
            "Cache-Control",
            name.startsWith("vendor/") ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.tag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.disableCompression().contentType(type);
    if (Objects.requireNonNullElse(ctx.header("Accept-Encoding"), "").contains("gzip")) {
      ctx.header("Content-Encoding", "gzip").result(file.packed());
    } else {
      ctx.result(read(name).orElseThrow());
    }
  }

  private Optional<Packed> packed(String name) {
    var known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var file = read(name).map(bytes -> new Packed(tag(bytes), gzip(bytes)));
    file.ifPresent(f -> files.put(name, f));
    return file;
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

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream(bytes.length / 2);
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /// Weak: the same for the file as it is and packed.
  private static String tag(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "W/\"" + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
