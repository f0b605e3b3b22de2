package dev.devloop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Hashes of files, kept on disk between runs: a file whose size and change time are as before is
/// not read again.
public final class FileHashes {

  /// A file changed that recently could change again within the same tick of the file system's
  /// clock (4 ms on ext4, 1 s on some network file systems) and is not remembered.
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path store;
  private final LongSupplier now;
  private final Map<String, Kept> known;
  private final Map<String, Kept> seen = new HashMap<>();

  /// The hash of a file that had this size and change time.
  private record Kept(long size, long changed, String hash) {

    /// The line without the name. It is made of what is kept, and not kept itself: there are tens
    /// of thousands of them while a daemon starts.
    static Kept read(String line, int end) {
      var first = line.indexOf(':');
      var second = line.indexOf(':', first + 1);
      return new Kept(
          Long.parseLong(line, 0, first, 10),
          Long.parseLong(line, first + 1, second, 10),
          line.substring(second + 1, end));
    }

    boolean isOf(FileStat about) {
      return size == about.size() && changed == about.changed();
    }
  }

  private FileHashes(Path store, LongSupplier now, Map<String, Kept> known) {
    this.store = store;
    this.now = now;
    this.known = known;
  }

  /// @param store file to keep them in; need not exist
  /// @param now nanoseconds since 1970
  public static FileHashes open(Path store, LongSupplier now) {
    var known = new HashMap<String, Kept>();
    try (var lines = Files.newBufferedReader(store, StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var tab = line.indexOf('\t');
        if (tab > 0) {
          known.put(line.substring(tab + 1), Kept.read(line, tab));
        }
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
      // none yet, or unreadable: all other files are read once
    }
    return new FileHashes(store, now, known);
  }

  /// The hash of a file's content.
  ///
  /// @param name under which it is remembered
  /// @param about the file as it was just before
  /// @throws UncheckedIOException the file cannot be read
  public String of(Path file, String name, FileStat about) {
    var before = known.get(name);
    var hash = before != null && before.isOf(about) ? before.hash() : Sha256.hex(file);
    remember(name, about, hash);
    return hash;
  }

  /// Whether a file is as it was when its hash was kept.
  public boolean isKnown(String name, FileStat about) {
    var before = known.get(name);
    return before != null && before.isOf(about);
  }

  /// Keeps a hash that was made elsewhere.
  ///
  /// @param about the file as it was just before its content was read
  public void remember(String name, FileStat about, String hash) {
    if (isSettled(about, now.getAsLong()) && name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
      seen.put(name, new Kept(about.size(), about.changed(), hash));
    }
  }

  /// Whether a file cannot have changed after `about` was taken without its change time showing it.
  ///
  /// @param now nanoseconds since 1970
  public static boolean isSettled(FileStat about, long now) {
    return now - about.changed() > SETTLED_NANOS;
  }

  /// Forgets what was not asked for.
  public void save() throws IOException {
    if (seen.equals(known)) {
      return;
    }
    var text = new StringBuilder();
    seen.forEach((name, kept) -> {
      text.append(kept.size()).append(':').append(kept.changed()).append(':');
      text.append(kept.hash()).append('\t').append(name).append('\n');
    });
    AtomicFile.write(store, text.toString());
  }
}
