package dev.devloop.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Sha256Test {

  /// All lengths around one block, two and three.
  @Test
  void isTheDigestThatTheJdkMakes() throws NoSuchAlgorithmException {
    var random = new Random(1);
    for (int length = 0; length < 200; length++) {
      var message = new byte[length];
      random.nextBytes(message);
      assertThat(Sha256.of(message))
          .as("%d bytes", length)
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
    }
  }
}
