package dev.devloop.daemon;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A short name for a row of values: the same values, the same name.
final class Digest {

  private static final int HEX_DIGITS = 16;

  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// A value whose text is its content: a string, a record, a list of them.
  Digest add(Object value) {
    var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
    // the length keeps two values apart from one longer one
    sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    sha.update(bytes);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(sha.digest()).substring(0, HEX_DIGITS);
  }
}
