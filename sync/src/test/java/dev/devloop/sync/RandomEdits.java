package dev.devloop.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// What people and programs do to a folder, in an order that a seed decides.
final class RandomEdits {

  private static final List<String> NAMES =
      List.of("a", "b", "c d", "e.txt", "ü", "x\ny", "z", "q\\r", "-f", "日本");

  private final Path root;
  private final Random random;

  RandomEdits(Path root, Random random) {
    this.root = root;
    this.random = random;
  }

  void one() throws IOException {
    var path = somewhere();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> write(path);
      case 3 -> save(path);
      case 4 -> append(path);
      case 5 -> move(path, somewhere());
      case 6 -> delete(path);
      case 7 -> chmod(path);
      case 8 -> folder(path);
      case 9 -> link(path);
      case 10 -> movedIn(path);
      default -> truncate(path);
    }
  }

  /// A name in a folder that is there; the folder itself may be anything but the root.
  private Path somewhere() throws IOException {
    var folder = root;
    while (random.nextInt(3) > 0) {
      var next = folder.resolve(name());
      if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
        break;
      }
      folder = next;
    }
    return folder.resolve(name());
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private byte[] content() {
    var bytes =
        new byte[random.nextInt(40) == 0 ? 300_000 + random.nextInt(300_000) : random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void write(Path path) throws IOException {
    if (!isFolder(path) && !Files.isSymbolicLink(path)) {
      Files.write(path, content());
    }
  }

  private void save(Path path) throws IOException {
    if (!isFolder(path)) {
      var temp = Files.write(path.resolveSibling(".tmp" + random.nextInt(9)), content());
      Files.move(temp, path, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void append(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.write(path, content(), StandardOpenOption.APPEND);
    }
  }

  private void truncate(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.write(path, new byte[0]);
    }
  }

  private void move(Path from, Path to) throws IOException {
    var exists = Files.exists(from, LinkOption.NOFOLLOW_LINKS);
    if (exists && !to.startsWith(from) && !from.startsWith(to) && !isFolder(to)) {
      delete(to);
      Files.move(from, to);
    }
  }

  private void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (var one : all.toList().reversed()) {
          Files.delete(one);
        }
      }
    }
  }

  private void chmod(Path path) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || isFolder(path)) {
      var mode = List.of("rwxr-xr-x", "rwx------", "rwxrwxrwx", "rwxr-x--x");
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(mode.get(random.nextInt(mode.size()))));
    }
  }

  private void folder(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(path);
    } else if (!isFolder(path) && random.nextBoolean()) {
      Files.delete(path);
      Files.createDirectory(path);
      Files.write(path.resolve(name()), content());
    }
  }

  private void link(Path path) throws IOException {
    if (!isFolder(path)) {
      Files.deleteIfExists(path);
      Files.createSymbolicLink(path, Path.of(name()));
    }
  }

  private void movedIn(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      var outside = Files.createTempDirectory(root.resolve("../..").normalize(), "in");
      var deep = Files.createDirectories(outside.resolve(name()).resolve(name()));
      Files.write(deep.resolve(name()), content());
      Files.write(outside.resolve(name() + "1"), content());
      Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(outside, path);
    }
  }
}
