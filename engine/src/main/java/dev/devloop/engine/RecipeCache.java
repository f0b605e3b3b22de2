package dev.devloop.engine;

import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Results of recipes: `NAME/KEY.tar` for images, `NAME/KEY/TOOL` for tools, beside them
/// `NAME/work`, `NAME/seconds` (how long the last build took) and `NAME.lock`.
record RecipeCache(Path folder) {

  PathLock lock(Recipe recipe, Runnable waiting) {
    return PathLock.hold(folder.resolve(recipe.name() + ".lock"), waiting);
  }

  Path image(Recipe recipe, String key) {
    return of(recipe).resolve(key + ".tar");
  }

  Path tool(Recipe recipe, String key) {
    return of(recipe).resolve(key).resolve(recipe.tool().orElseThrow());
  }

  boolean has(Recipe recipe, String key) {
    return Files.exists(recipe.tool().isPresent() ? tool(recipe, key) : image(recipe, key));
  }

  /// Kept between builds: a recipe may leave there what makes the next one quicker.
  Path work(Recipe recipe) {
    try {
      return Files.createDirectories(of(recipe).resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path of(Recipe recipe) {
    return folder.resolve(recipe.name());
  }

  /// The time of the last build here, else what the recipe says.
  Duration expected(Recipe recipe) {
    try {
      return Duration.ofSeconds(Long.parseLong(Files.readString(seconds(recipe)).strip()));
    } catch (IOException | NumberFormatException _) {
      return Duration.ofSeconds(Math.round(recipe.minutes() * 60));
    }
  }

  void took(Recipe recipe, long nanos) {
    try {
      var seconds = Math.max(1, Duration.ofNanos(nanos).toSeconds());
      AtomicFile.write(seconds(recipe), seconds + "\n");
    } catch (IOException _) {
      // only an estimate is lost
    }
  }

  private Path seconds(Recipe recipe) {
    return of(recipe).resolve("seconds");
  }

  /// Keeps an image of the engine; the file is there whole or not at all.
  void keep(Images images, String reference, Path tar) {
    try {
      Files.createDirectories(tar.getParent());
      var part = tar.resolveSibling(tar.getFileName() + ".part");
      try (var bytes = Files.newOutputStream(part)) {
        images.save(reference, bytes);
      }
      Files.move(part, tar, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps a tool that a recipe made in its work folder.
  void keep(Path made, Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @return bytes freed
  long clean() {
    var freed = new AtomicLong();
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var entries = Files.list(folder)) {
      for (var entry : entries.filter(Files::isDirectory).toList()) {
        var lock = folder.resolve(entry.getFileName() + ".lock");
        try (var _ = PathLock.hold(lock, () -> {})) {
          delete(entry, freed);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return freed.get();
  }

  /// Follows no links: a work folder may hold the root file system of an image.
  private static void delete(Path folder, AtomicLong freed) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes about)
              throws IOException {
            freed.addAndGet(about.size());
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path emptied, java.io.@org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(emptied);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
