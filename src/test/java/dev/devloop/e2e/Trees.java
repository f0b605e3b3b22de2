package dev.devloop.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads trees without any help of the product: on the host by the file system, in a container from
/// the node, through the root folder of its process.
final class Trees {

  /// Fields end with NUL: names may have newlines.
  private static final String LIST =
      """
      cd "/proc/$1/root" || exit 1
      cd ".$2" || { printf 'hashes\\0'; exit; }
      find . -mindepth 1 -printf '%y\\0%m\\0%l\\0%P\\0'
      printf 'hashes\\0'
      find . -type f -exec sha256sum -z {} +
      """;

  private static final int HASH = 64;

  private Trees() {}

  /// @return by path relative to the folder, which is not among them
  static Map<String, TreeEntry> ofHost(Path folder) {
    var entries = new TreeMap<String, TreeEntry>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : all.filter(path -> !path.equals(folder)).toList()) {
        entries.put(folder.relativize(path).toString(), ofHostPath(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static TreeEntry ofHostPath(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return new TreeEntry(TreeEntry.Kind.LINK, 0, Files.readSymbolicLink(path).toString());
    }
    int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? new TreeEntry(TreeEntry.Kind.FOLDER, mode, "")
        : new TreeEntry(TreeEntry.Kind.FILE, mode, sha256(path));
  }

  static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// @param folder absolute, in the container; one that is not there counts as empty
  static Map<String, TreeEntry> ofContainer(LiveContainer container, String folder) {
    var pid = Long.toString(container.pid());
    var out = container.inNode("sh", "-c", LIST, "list", pid, folder).mustEndWith(0).out();
    return parse(List.of(out.split("\0", -1)));
  }

  private static Map<String, TreeEntry> parse(List<String> fields) {
    int middle = fields.indexOf("hashes");
    // two spaces and "./" stand between a hash and its name; after the last NUL there is nothing
    var hashes = new TreeMap<String, String>();
    fields
        .subList(middle + 1, fields.size() - 1)
        .forEach(line -> hashes.put(line.substring(HASH + 4), line.substring(0, HASH)));
    var entries = new TreeMap<String, TreeEntry>();
    for (int i = 0; i + 3 < middle; i += 4) {
      int mode = Integer.parseInt(fields.get(i + 1), 8);
      var path = fields.get(i + 3);
      entries.put(
          path,
          switch (fields.get(i)) {
            case "d" -> new TreeEntry(TreeEntry.Kind.FOLDER, mode, "");
            case "l" -> new TreeEntry(TreeEntry.Kind.LINK, 0, fields.get(i + 2));
            default -> new TreeEntry(TreeEntry.Kind.FILE, mode, hashes.getOrDefault(path, "gone"));
          });
    }
    return entries;
  }

  /// What a container does not hold as the host does, in words; empty when all is equal.
  static List<String> differences(Map<String, TreeEntry> host, Map<String, TreeEntry> container) {
    var paths = new TreeSet<>(host.keySet());
    paths.addAll(container.keySet());
    var differences = new ArrayList<String>();
    for (var path : paths) {
      var wanted = Optional.ofNullable(host.get(path));
      var found = Optional.ofNullable(container.get(path));
      if (wanted.isEmpty() || found.isEmpty() || !wanted.get().isHeldBy(found.get())) {
        differences.add("%s: host %s, container %s".formatted(path, text(wanted), text(found)));
      }
    }
    return differences;
  }

  private static String text(Optional<TreeEntry> entry) {
    return entry.map(TreeEntry::toString).orElse("nothing");
  }
}
