package dev.devloop.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// How a person gets an engine on this kind of machine.
final class EngineAdvice {

  private EngineAdvice() {}

  static String forThisHost() {
    return advice(System.getProperty("os.name", ""), kernel());
  }

  static String advice(String os, String kernel) {
    var system = os.toLowerCase(Locale.ROOT);
    if (system.contains("mac")) {
      return "Start Docker Desktop, or: brew install colima docker && colima start --cpu 4 --memory"
          + " 8. Then run devloop again.";
    }
    if (system.contains("windows")) {
      return "Run devloop inside WSL2 (wsl --install -d Debian).";
    }
    if (kernel.toLowerCase(Locale.ROOT).contains("microsoft")) {
      return "Switch on WSL integration for this distribution in Docker Desktop's settings, or"
          + " install docker.io here as root. Then run devloop again.";
    }
    return "Install Docker with your system's package manager, start it, add yourself to the group"
        + " `docker` (sudo usermod -aG docker $USER, then log in again), and run devloop again.";
  }

  private static String kernel() {
    try {
      return Files.readString(Path.of("/proc/version"));
    } catch (IOException _) {
      return "";
    }
  }
}
