package dev.devloop.logs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.List;

/// Overwrites secret values in files that are there already, by as many asterisks: a later daemon,
/// which may not know the values yet, has nothing to show.
final class Eraser {

  private final List<Needle> secrets;

  Eraser(List<String> secrets) {
    this.secrets = secrets.stream().map(Needle::exact).toList();
  }

  /// Everything of a segment that was written before this is called.
  ///
  /// @param from lines before this one are known to be clean
  void erase(Segment segment, long from) throws IOException {
    if (secrets.isEmpty() || segment.next() <= from) {
      return;
    }
    try (var walk = new Walk(segment.file(), segment.extent().end());
        var out = new RandomAccessFile(segment.file().toFile(), "rw")) {
      while (walk.next()) {
        if (walk.isLine()) {
          for (var secret : secrets) {
            erase(walk, secret, out);
          }
        }
      }
    } catch (FileNotFoundException e) {
      // dropped for its age
      return;
    }
  }

  private static void erase(Walk walk, Needle secret, RandomAccessFile out) throws IOException {
    int end = walk.at() + walk.length() - Integer.BYTES;
    int found = secret.find(walk.block(), walk.at() + Entry.TEXT, end);
    while (found >= 0) {
      var stars = new byte[secret.length()];
      Arrays.fill(stars, (byte) '*');
      out.seek(walk.place() + found - walk.at());
      out.write(stars);
      found = secret.find(walk.block(), found + secret.length(), end);
    }
  }
}
