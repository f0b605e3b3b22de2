package dev.devloop.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/// Serves the files of a folder as a kubelet does below `/var/log`.
final class FakeNode implements AutoCloseable {

  private static final String ROOT = "/api/v1/nodes/node/proxy/logs/";

  private final Path folder;
  private final HttpServer server;
  private final KubernetesClient client;
  private final AtomicLong sent = new AtomicLong();
  private final Queue<Move> afterLists = new ConcurrentLinkedQueue<>();

  /// What happens to the files.
  interface Move {
    void make() throws IOException;
  }

  FakeNode(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::answer);
    server.start();
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /// How many bytes of files it has given.
  long sent() {
    return sent.get();
  }

  NodeFiles files() {
    return new NodeFiles(client);
  }

  void append(String file, String text) {
    try {
      Files.writeString(
          folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  /// Happens when the folder has been listed and nothing else was asked since; one for each list.
  void afterList(Move move) {
    afterLists.add(move);
  }

  void delete(String file) throws IOException {
    Files.delete(folder.resolve(file));
  }

  /// Packs a file, as the kubelet does with all but the newest rotated one.
  void pack(String file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(Files.readAllBytes(folder.resolve(file)));
    }
    Files.write(folder.resolve(file + ".gz"), bytes.toByteArray());
    delete(file);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = folder.resolve(exchange.getRequestURI().getPath().substring(ROOT.length()));
    if (Files.isDirectory(path)) {
      var names = listing(path);
      var move = Optional.ofNullable(afterLists.poll());
      if (move.isPresent()) {
        move.get().make();
      }
      send(exchange, 200, names.getBytes(StandardCharsets.UTF_8));
    } else if (Files.notExists(path)) {
      send(exchange, 404, new byte[0]);
    } else {
      range(exchange, Files.readAllBytes(path));
    }
  }

  private static String listing(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(f -> "<a href=\"" + f.getFileName() + "\">" + f.getFileName() + "</a>")
          .sorted()
          .collect(Collectors.joining("\n", "<pre>\n", "\n</pre>\n"));
    }
  }

  private void range(HttpExchange exchange, byte[] bytes) throws IOException {
    var range = exchange.getRequestHeaders().getFirst("Range").substring("bytes=".length());
    long from = Long.parseLong(range.substring(0, range.indexOf('-')));
    long to = Long.parseLong(range.substring(range.indexOf('-') + 1));
    if (from >= bytes.length) {
      send(exchange, 416, "invalid range".getBytes(StandardCharsets.UTF_8));
    } else {
      int end = (int) Math.min(bytes.length, to + 1);
      sent.addAndGet(end - from);
      send(exchange, 206, Arrays.copyOfRange(bytes, (int) from, end));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
  }
}
