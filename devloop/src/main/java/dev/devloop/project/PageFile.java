package dev.devloop.project;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a project's page keeps over the lives of daemons, so that an open page finds the next one.
///
/// @param port that it was served on; 0 before the first time
/// @param secret what its cookie holds
public record PageFile(int port, String secret) {

  private static final int SECRET_BYTES = 32;

  /// What was written last; a new secret when nothing was.
  public static PageFile read(Path file) {
    var values = PropertyFile.read(file);
    var secret = values.getOrDefault("secret", "");
    try {
      int port = Integer.parseInt(values.getOrDefault("port", "0"));
      return new PageFile(port, secret.length() == 2 * SECRET_BYTES ? secret : fresh());
    } catch (NumberFormatException _) {
      return new PageFile(0, fresh());
    }
  }

  public PageFile on(int used) {
    return new PageFile(used, secret);
  }

  public void write(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("port", Integer.toString(port));
    values.put("secret", secret);
    PropertyFile.write(file, values);
  }

  private static String fresh() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
