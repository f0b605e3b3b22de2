package dev.devloop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 in lower case hex digits.
public final class Sha256 {

  private Sha256() {}

  /// A fresh digest.
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Of a text in UTF-8.
  public static String hex(String text) {
    return hex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Of a file's content, which is never held in memory as a whole.
  ///
  /// @throws UncheckedIOException the file cannot be read
  public static String hex(Path file) {
    var digest = digest();
    try (var bytes = Files.newInputStream(file)) {
      // no more than what a thread keeps as its buffer: most files are smaller by far
      var buffer = new byte[1 << 14];
      for (var n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hex(digest.digest());
  }

  /// Of what a digest gave.
  public static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
