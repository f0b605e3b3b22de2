package dev.devloop.ui;

import dev.devloop.core.ServiceName;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What requests carry in their address.
final class Params {

  private Params() {}

  static boolean flag(Context ctx, String name) {
    return Objects.equals(ctx.queryParam(name), "true");
  }

  static OptionalInt number(Context ctx, String name) {
    var number = big(ctx, name);
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    long value = number.getAsLong();
    if (value != (int) value) {
      throw new BadRequestResponse(name + " is too large");
    }
    return OptionalInt.of((int) value);
  }

  static OptionalLong big(Context ctx, String name) {
    var text = ctx.queryParam(name);
    try {
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new BadRequestResponse(name + " is not a number");
    }
  }

  /// The service that the path names.
  static ServiceName service(Context ctx, Door door) {
    var name = new ServiceName(ctx.pathParam("name"));
    known(name, door);
    return name;
  }

  static void known(ServiceName name, Door door) {
    var services = door.now().state().services();
    if (!services.containsKey(name)) {
      throw new NotFoundResponse(
          "no service " + name + "; there are: " + List.copyOf(services.keySet()));
    }
  }
}
