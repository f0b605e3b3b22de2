package dev.devloop.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Files below `/var/log` of a node, by way of the API server and the kubelet, which serve them
/// with their rotated predecessors. The log request of the API knows the newest file only, and
/// while a file is rotated it loses lines.
final class NodeFiles {

  private static final int PATIENCE_SECONDS = 10;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  /// What a kubelet says that was told not to serve logs.
  private static final int NOT_ALLOWED = 405;

  private static final int BEYOND_THE_END = 416;

  private static final Pattern LINK = Pattern.compile("<a href=\"([^\"/]+)\">");

  /// A piece of a file.
  ///
  /// @param bytes empty when the file ends before it
  record Piece(byte[] bytes) {}

  private final KubernetesClient client;

  NodeFiles(KubernetesClient client) {
    this.client = client;
  }

  /// The names of the files in a folder; none when it is not there.
  ///
  /// @throws NodeRefusal when the node does not tell
  /// @throws IOException when the node cannot be asked
  List<String> list(String node, String folder) throws IOException, InterruptedException {
    var response = get(node, folder + "/", Map.of());
    if (response.code() == NOT_FOUND) {
      return List.of();
    }
    var names = new ArrayList<String>();
    var links = LINK.matcher(new String(body(response), StandardCharsets.UTF_8));
    while (links.find()) {
      names.add(links.group(1));
    }
    return names;
  }

  /// Reads a part of a file; empty when there is no such file.
  Optional<Piece> read(String node, String file, long from, int length)
      throws IOException, InterruptedException {
    var range = "bytes=" + from + "-" + (from + length - 1);
    var response = get(node, file, Map.of("Range", range, "Accept-Encoding", "identity"));
    return switch (response.code()) {
      case NOT_FOUND -> Optional.empty();
      case BEYOND_THE_END -> Optional.of(new Piece(new byte[0]));
      default -> Optional.of(new Piece(body(response)));
    };
  }

  private static byte[] body(HttpResponse<byte[]> response) throws IOException {
    if (response.code() == FORBIDDEN || response.code() == NOT_ALLOWED) {
      throw new NodeRefusal(response.code());
    }
    if (!response.isSuccessful()) {
      throw new IOException("HTTP " + response.code());
    }
    return response.body();
  }

  private HttpResponse<byte[]> get(String node, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    var uri = client.getMasterUrl() + "api/v1/nodes/" + node + "/proxy/logs/" + path;
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri);
    headers.forEach(request::header);
    var sent = client.getHttpClient().sendAsync(request.build(), byte[].class);
    try {
      return sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("no answer within " + PATIENCE_SECONDS + " s", e);
    }
  }
}
