package bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Predicate;

/// One address, fetched again and again over one connection: with as little of a client as possible
/// between the server and the clock.
final class Served implements AutoCloseable {

  private static final long EVERY = 1_000_000;
  private static final Duration LOST = Duration.ofSeconds(60);

  private final URI uri;
  private final byte[] request;
  private Socket socket = new Socket();
  private InputStream in = InputStream.nullInputStream();

  Served(String url) {
    uri = URI.create(url);
    request =
        ("GET " + path(uri) + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  private static String path(URI uri) {
    return uri.getRawQuery() == null
        ? uri.getRawPath()
        : uri.getRawPath() + "?" + uri.getRawQuery();
  }

  /// Fetches every millisecond until the body is as wanted.
  ///
  /// @param from where the clock starts, of System.nanoTime
  /// @return milliseconds
  double await(long from, Predicate<String> wanted) throws IOException, InterruptedException {
    return await(from, EVERY, wanted);
  }

  /// The same, less often: for what takes long and needs the machine itself.
  ///
  /// @param every nanoseconds
  double await(long from, long every, Predicate<String> wanted)
      throws IOException, InterruptedException {
    while (true) {
      long asked = System.nanoTime();
      if (wanted.test(bodyOrNothing())) {
        return (System.nanoTime() - from) / 1e6;
      }
      if (asked - from > LOST.toNanos()) {
        throw new IOException(uri + " does not serve what was saved " + LOST + " ago");
      }
      long rest = every - (System.nanoTime() - asked);
      if (rest > 0) {
        Thread.sleep(Duration.ofNanos(rest));
      }
    }
  }

  private String bodyOrNothing() {
    try {
      return body();
    } catch (IOException _) {
      close();
      return "";
    }
  }

  /// The body of a 200, else nothing.
  private String body() throws IOException {
    if (!socket.isConnected() || socket.isClosed()) {
      socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request);
    var status = line();
    int length = -1;
    boolean chunked = false;
    boolean close = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var text = header.toLowerCase(Locale.ROOT);
      if (text.startsWith("content-length:")) {
        length = Integer.parseInt(text.substring(15).strip());
      }
      chunked |= text.startsWith("transfer-encoding:") && text.contains("chunked");
      close |= text.startsWith("connection:") && text.contains("close");
    }
    var body = chunked ? chunks() : length >= 0 ? in.readNBytes(length) : in.readAllBytes();
    if (close || (!chunked && length < 0)) {
      close();
    }
    return status.contains(" 200 ") ? new String(body, StandardCharsets.UTF_8) : "";
  }

  private byte[] chunks() throws IOException {
    var all = new java.io.ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      all.write(in.readNBytes(size));
      line();
      if (size == 0) {
        return all.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // nothing was to be sent
    }
  }
}
