package dev.devloop.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

final class OpenCommand extends FileCommand {

  private final Flag print = flag("Print the address instead of opening it.", "--print");

  OpenCommand() {
    super(
        "open",
        "Open the page in the browser. The address works once; the browser keeps a cookie.");
    footer("Examples:", "  devloop open", "  ssh devbox devloop -C shop open --print");
  }

  @Override
  public Integer call() {
    var url = needDaemon().ask("/open");
    if (print.given() || !opened(url)) {
      System.out.println(url);
    } else {
      System.err.println("opened " + url.replaceFirst("/open\\?.*", "/"));
    }
    return 0;
  }

  /// Shows it in the browser.
  ///
  /// @return false where there is none
  static boolean opened(String url) {
    var opener = opener(System.getenv(), System.getProperty("os.name"));
    if (opener.isEmpty()) {
      return false;
    }
    try {
      new ProcessBuilder(opener.get(), url)
          .redirectErrorStream(true)
          .redirectOutput(Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The program that opens addresses; empty where there is no display to show a browser on.
  static Optional<String> opener(Map<String, String> env, String system) {
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return Optional.of("open");
    }
    if (env.containsKey("WSL_DISTRO_NAME")) {
      return Optional.of("wslview");
    }
    boolean display =
        List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
            .anyMatch(name -> !env.getOrDefault(name, "").isEmpty());
    return display ? Optional.of("xdg-open") : Optional.empty();
  }
}
