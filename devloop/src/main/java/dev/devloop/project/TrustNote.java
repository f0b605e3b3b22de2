package dev.devloop.project;

import dev.devloop.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether `up` has asked already if this machine is to trust a root: once is enough.
public final class TrustNote {

  private final Path file;

  /// @param domain that the root speaks for
  public TrustNote(Home home, String domain) {
    file = home.state().resolve("ca").resolve(domain).resolve("asked");
  }

  public boolean asked() {
    return Files.exists(file);
  }

  /// It has.
  public void write() {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    } catch (IOException _) {
      // then it asks once more
    }
  }
}
