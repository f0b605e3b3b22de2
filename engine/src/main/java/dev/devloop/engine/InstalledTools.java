package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tools on the PATH that may be used instead of building them.
final class InstalledTools {

  private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)");

  /// Older ones do not know the node image's containerd 2 configuration.
  private static final int KIND_MINOR = 30;

  private InstalledTools() {}

  static Optional<Path> find(String name, HostTools tools) {
    return name.equals("kind")
        ? tools.find("kind").filter(InstalledTools::knowsTheNode)
        : Optional.empty();
  }

  private static boolean knowsTheNode(Path kind) {
    try {
      var result = Command.of(kind.toString(), "version").run(Duration.ofSeconds(10));
      return result.ok() && recentKind(String.join(" ", result.output()));
    } catch (DevloopException _) {
      return false;
    }
  }

  static boolean recentKind(String version) {
    var found = VERSION.matcher(version);
    return found.find()
        && (Integer.parseInt(found.group(1)) > 0 || Integer.parseInt(found.group(2)) >= KIND_MINOR);
  }
}
