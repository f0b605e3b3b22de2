package dev.devloop.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// Does to a folder what people and their tools do, as a seed says: with the same seed and an empty
/// folder the same operations follow each other.
final class RandomEdits {

  /// Beyond this there are as many deletes as creates.
  private static final int MANY = 600;

  /// Files of a folder that may go at once.
  private static final int SMALL = 20;

  private static final List<String> NAMES =
      List.of("a", "page.html", "two words", "new\nline", "äöü ß", "日本", "-dash", "x'y\"z", "%2f");

  /// Always writable for the owner: the tests may run as an ordinary user.
  private static final int[] MODES = {0644, 0600, 0664, 0755, 0640, 0700};

  private final Path root;
  private final Path aside;
  private final Random random;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private int number;

  /// @param aside a folder of the same file system that nobody watches
  RandomEdits(Path root, Path aside, long seed) {
    this.root = root;
    this.aside = aside;
    this.random = new Random(seed);
    look();
  }

  /// Takes in what is there now, after something else has changed it.
  void look() {
    files.clear();
    folders.clear();
    try (Stream<Path> all = Files.walk(root)) {
      for (var path : all.sorted(Comparator.comparing(Path::toString)).toList()) {
        (isFolder(path) ? folders : files).add(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void clear() {
    try (var children = Files.list(root)) {
      for (var child : children.toList()) {
        deleteTree(child);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    look();
  }

  void next() {
    try {
      int dice = random.nextInt(100);
      if (files.isEmpty() || dice < 27) {
        create();
      } else if (dice < 50) {
        edit(any(files));
      } else if (dice < 58) {
        renameOver(any(files));
      } else if (dice < 67) {
        rename(any(files));
      } else if (dice < 67 + (files.size() > MANY ? 20 : 13)) {
        delete(any(files));
      } else if (dice < 89) {
        chmod(any(files));
      } else if (dice < 93) {
        link();
      } else if (dice < 96) {
        moveFolder();
      } else if (dice < 98) {
        becomeAnotherType(any(files));
      } else if (dice < 99) {
        deleteFolder();
      } else {
        chmodFolder();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create() throws IOException {
    var folder = any(folders);
    if (random.nextInt(8) == 0) {
      folder = folder.resolve(name());
      Files.createDirectory(folder);
      folders.add(folder);
    }
    var file = folder.resolve(name());
    Files.write(file, content());
    files.add(file);
  }

  private void edit(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      delete(file);
    } else {
      Files.write(file, content());
    }
  }

  /// As editors save: a new file, beside the old one or elsewhere, is moved over it.
  private void renameOver(Path file) throws IOException {
    var folder = random.nextBoolean() ? file.getParent() : aside;
    var fresh = folder.resolve(".saving-" + number++);
    Files.write(fresh, content());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void rename(Path file) throws IOException {
    var to = any(folders).resolve(name());
    Files.move(file, to);
    files.set(files.indexOf(file), to);
  }

  private void delete(Path file) throws IOException {
    Files.delete(file);
    files.remove(file);
  }

  private void chmod(Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      Files.setPosixFilePermissions(file, permissions(MODES[random.nextInt(MODES.length)]));
    }
  }

  private void chmodFolder() throws IOException {
    var folder = any(folders);
    if (!folder.equals(root)) {
      Files.setPosixFilePermissions(folder, permissions(random.nextBoolean() ? 0755 : 0750));
    }
  }

  /// To a file, to a folder, to nothing, and out of the tree.
  private void link() throws IOException {
    var link = any(folders).resolve(name());
    var target =
        switch (random.nextInt(4)) {
          case 0 -> link.getParent().relativize(any(files));
          case 1 -> link.getParent().relativize(any(folders));
          case 2 -> Path.of("nowhere");
          default -> Path.of("/etc/hostname");
        };
    // of a path to itself nothing is left
    Files.createSymbolicLink(link, target.toString().isEmpty() ? Path.of(".") : target);
    files.add(link);
  }

  private void moveFolder() throws IOException {
    var folder = any(folders);
    var into = any(folders);
    if (!folder.equals(root) && !into.startsWith(folder)) {
      Files.move(folder, into.resolve(name()));
      look();
    }
  }

  /// A small one, else little would be left after a while.
  private void deleteFolder() throws IOException {
    var folder = any(folders);
    long within = files.stream().filter(file -> file.startsWith(folder)).count();
    if (!folder.equals(root) && within <= SMALL) {
      deleteTree(folder);
      look();
    }
  }

  private void becomeAnotherType(Path file) throws IOException {
    delete(file);
    if (random.nextBoolean()) {
      Files.createDirectory(file);
      folders.add(file);
    } else {
      Files.createSymbolicLink(file, Path.of("elsewhere-" + number++));
      files.add(file);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Path any(List<Path> paths) {
    return paths.get(random.nextInt(paths.size()));
  }

  /// Never one that is there, nor one that editors use for a while.
  private String name() {
    return NAMES.get(random.nextInt(NAMES.size())) + "." + number++;
  }

  private byte[] content() {
    int dice = random.nextInt(20);
    if (dice == 0) {
      return new byte[0];
    }
    if (dice == 1) {
      var large = new byte[300_000];
      random.nextBytes(large);
      return large;
    }
    return ("line " + random.nextLong() + "\n").repeat(dice).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var all = PosixFilePermission.values();
    var permissions = new HashSet<PosixFilePermission>();
    for (int i = 0; i < all.length; i++) {
      // the constants stand in the order of the bits, the owner's read first
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
