package dev.devloop.kube;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// A packed file, which does not change, unpacked piece by piece: of 10 MB only the packed tenth is
/// held. Not for several threads.
final class PackedLog {

  private final InputStream in;
  private long begin;
  private byte[] piece = {};

  PackedLog(byte[] packed) throws IOException {
    in = new GZIPInputStream(new ByteArrayInputStream(packed));
  }

  /// Reads a part, which begins in the last one that was read, or after it.
  ///
  /// @return fewer bytes than asked for at the end, none behind it
  byte[] read(long from, int length) throws IOException {
    int known = (int) Math.min(piece.length, from - begin);
    try {
      in.skipNBytes(from - begin - known);
    } catch (EOFException e) {
      piece = new byte[0];
    }
    var kept = Arrays.copyOfRange(piece, Math.min(known, piece.length), piece.length);
    var fresh = in.readNBytes(Math.max(0, length - kept.length));
    piece = Arrays.copyOf(kept, kept.length + fresh.length);
    System.arraycopy(fresh, 0, piece, kept.length, fresh.length);
    begin = from;
    return piece;
  }
}
