package dev.devloop.ui;

import dev.devloop.core.DevloopException;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A shell in an instance, over a WebSocket. Binary messages are what is typed and what is shown;
/// the text message `size COLUMNS ROWS` tells the size of the window.
final class ShellSocket {

  private static final Pattern SIZE = Pattern.compile("size (\\d{1,4}) (\\d{1,4})");

  /// A pasted file fits.
  private static final int MAX_MESSAGE = 1 << 20;

  private static final int WS_OVER = 1000;
  private static final int WS_FAILED = 4000;

  private final Door door;
  private final Map<String, Door.Shell> open = new ConcurrentHashMap<>();

  ShellSocket(Door door) {
    this.door = door;
  }

  void add(RoutesConfig routes) {
    routes.ws(WebServer.API + "/services/{name}/shell", this::configure);
  }

  private void configure(WsConfig socket) {
    socket.onConnect(this::connect);
    socket.onBinaryMessage(this::type);
    socket.onMessage(this::resize);
    socket.onClose(ctx -> end(ctx));
    socket.onError(ctx -> end(ctx));
  }

  private void connect(WsConnectContext ctx) {
    ctx.session.setIdleTimeout(Duration.ofDays(1));
    ctx.session.setMaxBinaryMessageSize(MAX_MESSAGE);
    ctx.enableAutomaticPings();
    var name = new ServiceName(ctx.pathParam("name"));
    var instance = Optional.ofNullable(ctx.queryParam("pod"));
    // opening takes a while, and this thread has to hear a reader who goes away meanwhile
    Thread.ofVirtual().name("shell " + name).start(() -> open(ctx, name, instance));
  }

  private void open(WsContext ctx, ServiceName name, Optional<String> instance) {
    try {
      Params.known(name, door);
      var shell = door.shell(name, instance, new Output(ctx));
      open.put(ctx.sessionId(), shell);
      if (!ctx.session.isOpen()) {
        end(ctx);
      }
    } catch (DevloopException e) {
      var text = e.problems().stream().map(Problem::what).collect(Collectors.joining("\r\n"));
      new Output(ctx).output((text + "\r\n").getBytes(StandardCharsets.UTF_8));
      ctx.closeSession(WS_FAILED, "no shell");
    } catch (RuntimeException e) {
      ctx.closeSession(WS_FAILED, "no shell");
    }
  }

  private void type(WsBinaryMessageContext ctx) {
    var bytes = new byte[ctx.data().remaining()];
    ctx.data().get(bytes);
    Optional.ofNullable(open.get(ctx.sessionId())).ifPresent(shell -> shell.type(bytes));
  }

  private void resize(WsMessageContext ctx) {
    var size = SIZE.matcher(ctx.message());
    if (size.matches()) {
      Optional.ofNullable(open.get(ctx.sessionId()))
          .ifPresent(shell ->
              shell.resize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))));
    }
  }

  private void end(WsContext ctx) {
    Optional.ofNullable(open.remove(ctx.sessionId())).ifPresent(Door.Shell::close);
  }

  /// Sending waits for the browser, so that an endless output does not pile up here.
  private record Output(WsContext ctx) implements Door.ShellSink {
    @Override
    public void output(byte[] bytes) {
      if (ctx.session.isOpen()) {
        ctx.send(ByteBuffer.wrap(bytes));
      }
    }

    @Override
    public void ended(String why) {
      ctx.closeSession(WS_OVER, why.substring(0, Math.min(100, why.length())));
    }
  }
}
