package dev.devloop.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Which values were erased from the store by earlier daemons, so that not every start has to walk
/// through all of it. Only salted digests are kept; the file is its owner's alone.
final class ErasedValues {

  private static final int SALT_BYTES = 16;

  private final Path file;
  private final String salt;
  private final Set<String> digests = new HashSet<>();

  /// @param file the first line is the salt
  ErasedValues(Path file) throws IOException {
    this.file = file;
    var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    if (lines.isEmpty()) {
      var bytes = new byte[SALT_BYTES];
      new SecureRandom().nextBytes(bytes);
      salt = HexFormat.of().formatHex(bytes);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, salt + "\n");
    } else {
      salt = lines.getFirst();
      digests.addAll(lines.subList(1, lines.size()));
    }
  }

  boolean contains(String value) {
    return digests.contains(digest(value));
  }

  void add(List<String> values) throws IOException {
    var added = new ArrayList<String>();
    for (var value : values) {
      if (digests.add(digest(value))) {
        added.add(digest(value));
      }
    }
    Files.write(file, added, StandardOpenOption.APPEND);
  }

  private String digest(String value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest((salt + value).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
