package dev.devloop.engine;

import dev.devloop.files.FileHashes;
import dev.devloop.files.FileStat;
import dev.devloop.files.IgnorePatterns;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/// The files of a build context that are sent to the engine, each with a line that changes when the
/// file does: its kind, mode and content.
final class ContextFiles extends SimpleFileVisitor<Path> {

  private final Path context;
  private final IgnorePatterns ignores;
  private final FileHashes hashes;
  private final TreeMap<String, String> files = new TreeMap<>();

  private ContextFiles(Path context, IgnorePatterns ignores, FileHashes hashes) {
    this.context = context;
    this.ignores = ignores;
    this.hashes = hashes;
  }

  /// @return relative path to what tells its state, by path
  static Map<String, String> of(Path context, IgnorePatterns ignores, FileHashes hashes)
      throws IOException {
    var files = new ContextFiles(context, ignores, hashes);
    Files.walkFileTree(context, files);
    return files.files;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about)
      throws IOException {
    if (folder.equals(context)) {
      return FileVisitResult.CONTINUE;
    }
    var name = name(folder);
    if (ignores.ignoresAllOf(name)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (!ignores.ignores(name)) {
      files.put(name, "folder");
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
    var name = name(file);
    if (ignores.ignores(name)) {
      return FileVisitResult.CONTINUE;
    }
    if (about.isSymbolicLink()) {
      files.put(name, "link " + Files.readSymbolicLink(file));
    } else if (about.isRegularFile()) {
      var now = FileStat.of(file);
      var mode = Integer.toOctalString(now.permissions());
      files.put(name, "file " + mode + " " + hashes.of(file, name, now));
    }
    // sockets and pipes are not sent
    return FileVisitResult.CONTINUE;
  }

  private String name(Path file) {
    return context.relativize(file).toString().replace('\\', '/');
  }
}
