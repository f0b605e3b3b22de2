package dev.devloop.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Hashes of the files of one folder, kept on disk between runs: a file whose size and change time
/// are as before is not read again. The change time (ctime) also moves when a file is replaced by
/// one with the same modification time.
final class FileHashes {

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
  static FileHashes open(Path store, LongSupplier now) {
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

  /// @param name under which it is remembered
  /// @return mode and content hash
  String of(Path file, String name) throws IOException {
    var about = Files.readAttributes(file, "unix:mode,size,ctime", LinkOption.NOFOLLOW_LINKS);
    var changed = about.get("ctime") instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
    var state = about.get("size") + ":" + changed;
    var before = known.getOrDefault(name, "");
    var hash =
        before.startsWith(state + ":") ? before.substring(state.length() + 1) : Sha256.hex(file);
    if (now.getAsLong() - changed > SETTLED_NANOS && name.indexOf('\n') < 0) {
      seen.put(name, state + ":" + hash);
    }
    var mode = about.get("mode") instanceof Integer bits ? bits & 0777 : 0;
    return "file " + Integer.toOctalString(mode) + " " + hash;
  }

  /// Forgets what was not asked for.
  void save() throws IOException {
    if (seen.equals(known)) {
      return;
    }
    var text = new StringBuilder();
    seen.forEach((name, state) -> text.append(state).append('\t').append(name).append('\n'));
    AtomicFile.write(store, text.toString());
  }
}
