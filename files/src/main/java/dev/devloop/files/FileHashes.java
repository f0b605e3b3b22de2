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
  private final Map<String, String> known;
  private final Map<String, String> seen = new HashMap<>();

  private FileHashes(Path store, LongSupplier now, Map<String, String> known) {
    this.store = store;
    this.now = now;
    this.known = known;
  }

  /// @param store file to keep them in; need not exist
  /// @param now nanoseconds since 1970
  public static FileHashes open(Path store, LongSupplier now) {
    var known = new HashMap<String, String>();
    try {
      for (var line : Files.readAllLines(store, StandardCharsets.UTF_8)) {
        var tab = line.indexOf('\t');
        if (tab > 0) {
          known.put(line.substring(tab + 1), line.substring(0, tab));
        }
      }
    } catch (IOException _) {
      // none yet, or unreadable: all files are read once
    }
    return new FileHashes(store, now, known);
  }

  /// The hash of a file's content.
  ///
  /// @param name under which it is remembered
  /// @param about the file as it was just before
  /// @throws UncheckedIOException the file cannot be read
  public String of(Path file, String name, FileStat about) {
    var state = state(about);
    var before = known.getOrDefault(name, "");
    var hash = before.startsWith(state) ? before.substring(state.length()) : Sha256.hex(file);
    remember(name, about, hash);
    return hash;
  }

  /// Whether a file is as it was when its hash was kept.
  public boolean isKnown(String name, FileStat about) {
    return known.getOrDefault(name, "").startsWith(state(about));
  }

  /// Keeps a hash that was made elsewhere.
  ///
  /// @param about the file as it was just before its content was read
  public void remember(String name, FileStat about, String hash) {
    if (isSettled(about, now.getAsLong()) && name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
      seen.put(name, state(about) + hash);
    }
  }

  /// Whether a file cannot have changed after `about` was taken without its change time showing it.
  ///
  /// @param now nanoseconds since 1970
  public static boolean isSettled(FileStat about, long now) {
    return now - about.changed() > SETTLED_NANOS;
  }

  private static String state(FileStat about) {
    return about.size() + ":" + about.changed() + ":";
  }

  /// Forgets what was not asked for.
  public void save() throws IOException {
    if (seen.equals(known)) {
      return;
    }
    var text = new StringBuilder();
    seen.forEach((name, state) -> text.append(state).append('\t').append(name).append('\n'));
    AtomicFile.write(store, text.toString());
  }
}
