package dev.devloop.project;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The digest of a few bytes (FIPS 180-4). The JDK finds its own among all providers of
/// cryptography, which it sets up for that: 15 ms of each command.
final class Sha256 {

  private static final int BLOCK = 64;

  /// The first bits of the fractional parts of the cube roots of the first 64 primes.
  private static final int[] ROUND = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  static byte[] of(byte[] message) {
    int[] hash = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    var padded = padded(message);
    while (padded.hasRemaining()) {
      mix(hash, schedule(padded));
    }
    var digest = ByteBuffer.allocate(hash.length * Integer.BYTES);
    digest.asIntBuffer().put(hash);
    return digest.array();
  }

  /// Whole blocks: the message, one bit, zeros, the message's length in bits.
  private static ByteBuffer padded(byte[] message) {
    int size = (message.length + Long.BYTES) / BLOCK * BLOCK + BLOCK;
    var padded = ByteBuffer.wrap(Arrays.copyOf(message, size));
    padded.put(message.length, (byte) 0x80);
    padded.putLong(size - Long.BYTES, (long) message.length * Byte.SIZE);
    return padded;
  }

  /// A word for each round, made of the next block.
  private static int[] schedule(ByteBuffer blocks) {
    var w = new int[ROUND.length];
    for (int t = 0; t < w.length; t++) {
      w[t] =
          t < BLOCK / Integer.BYTES
              ? blocks.getInt()
              : spread(w[t - 2], 17, 19, 10) + w[t - 7] + spread(w[t - 15], 7, 18, 3) + w[t - 16];
    }
    return w;
  }

  private static int spread(int word, int first, int second, int shift) {
    return Integer.rotateRight(word, first) ^ Integer.rotateRight(word, second) ^ (word >>> shift);
  }

  private static void mix(int[] hash, int[] words) {
    var s = hash.clone();
    for (int t = 0; t < ROUND.length; t++) {
      int e = s[4];
      int choice = (e & s[5]) ^ (~e & s[6]);
      int majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      int one = s[7] + rotations(e, 6, 11, 25) + choice + ROUND[t] + words[t];
      int two = rotations(s[0], 2, 13, 22) + majority;
      System.arraycopy(s, 0, s, 1, s.length - 1);
      s[4] += one;
      s[0] = one + two;
    }
    for (int i = 0; i < hash.length; i++) {
      hash[i] += s[i];
    }
  }

  private static int rotations(int word, int first, int second, int third) {
    return Integer.rotateRight(word, first)
        ^ Integer.rotateRight(word, second)
        ^ Integer.rotateRight(word, third);
  }
}
