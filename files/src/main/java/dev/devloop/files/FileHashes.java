package dev.devloop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Hashes of files, kept on disk between runs: a file whose size and change time are as before is
/// not read again.
public final class FileHashes {

  /// A file changed that recently could change again within the same tick of the file system's
  /// clock (4 ms on ext4, 1 s on some network file systems) and is not remembered.
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Lines that are out of date cost nothing when there are no more of them.
  private static final int FEW = 100;

  private final Path store;
  private final LongSupplier now;
  private final Map<String, Kept> known;
  private final Map<String, Kept> seen = new HashMap<>();
  private final int lines;

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

    /// Not `equals`: that of a record is made when it is first called, which takes 20 ms.
    boolean isAs(@Nullable Kept other) {
      return other != null
          && size == other.size
          && changed == other.changed
          && hash.equals(other.hash);
    }

    boolean isOf(FileStat about) {
      return size == about.size() && changed == about.changed();
    }
  }

  private FileHashes(Path store, LongSupplier now, Map<String, Kept> known, int lines) {
    this.store = store;
    this.now = now;
    this.known = known;
    this.lines = lines;
  }

  /// @param store file to keep them in; need not exist
  /// @param now nanoseconds since 1970
  public static FileHashes open(Path store, LongSupplier now) {
    var known = new HashMap<String, Kept>();
    var count = 0;
    try (var lines = Files.newBufferedReader(store, StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        count++;
        var tab = line.indexOf('\t');
        if (tab > 0) {
          known.put(line.substring(tab + 1), Kept.read(line, tab));
        }
      }
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
      // none yet, or unreadable: all other files are read once, and all is written anew, since what
      // would be appended to a damaged store could not be read either
      count = 0;
    }
    return new FileHashes(store, now, known, count);
  }

  /// The hash of a file's content.
  ///
  /// @param name under which it is remembered
  /// @param about the file as it was just before
  /// @throws UncheckedIOException the file cannot be read
  public String of(Path file, String name, FileStat about) {
    var before = known.get(name);
    if (before != null && before.isOf(about)) {
      seen.put(name, before);
      return before.hash();
    }
    var hash = Sha256.hex(file);
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

  /// Keeps what was asked for. What is new is appended; of a name the last line counts. When most
  /// lines are out of date, or the store was damaged, they are all written anew.
  public void save() throws IOException {
    var fresh = new StringBuilder();
    seen.forEach((name, kept) -> {
      if (!kept.isAs(known.get(name))) {
        line(fresh, name, kept);
      }
    });
    if (lines > 2 * seen.size() + FEW || (lines == 0 && !fresh.isEmpty())) {
      var all = new StringBuilder();
      seen.forEach((name, kept) -> line(all, name, kept));
      AtomicFile.write(store, all.toString());
    } else if (!fresh.isEmpty()) {
      // on lines of their own, also behind one that was cut off
      Files.writeString(store, "\n" + fresh, StandardOpenOption.APPEND);
    }
  }

  private static void line(StringBuilder text, String name, Kept kept) {
    text.append(kept.size()).append(':').append(kept.changed()).append(':');
    text.append(kept.hash()).append('\t').append(name).append('\n');
  }
}
