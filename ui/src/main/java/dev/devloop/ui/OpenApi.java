package dev.devloop.ui;

import io.javalin.http.Context;
import java.io.IOException;

/// The description of the API for machines.
final class OpenApi {

  private OpenApi() {}

  static void send(Context ctx) throws IOException {
    ctx.contentType("application/json").result(text());
  }

  static byte[] text() throws IOException {
    try (var in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not on the class path");
      }
      return in.readAllBytes();
    }
  }
}
