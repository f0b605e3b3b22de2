package dev.devloop.sync;

import java.util.regex.Pattern;

/// Names that are nobody's files: what editors leave beside a file while they work on it, and the
/// folders of version control.
final class TempFiles {

  private static final Pattern NAMES =
      Pattern.compile(
          String.join(
              "|",
              "4913", // vim tries with it whether it may write in the folder
              ".*~", // backups of vim, emacs, kate
              "\\..*\\.sw[a-px]", // vim, nano
              "\\..*\\.un~",
              "#.*#", // emacs: what is not saved yet
              "\\.#.*", // emacs: its lock
              ".*___jb_(tmp|old)___", // JetBrains
              ".*\\.vsctmp", // VS Code
              "\\..*\\.kate-swp",
              "\\.goutputstream-.*", // GNOME
              "\\.subl.*\\.tmp", // Sublime Text
              "\\.devloop-.*"), // our own, on the way to being renamed
          Pattern.DOTALL);

  private TempFiles() {}

  /// @param name the last part of a path
  static boolean isTemporary(String name) {
    return mayBeTemporary(name) && NAMES.matcher(name).matches();
  }

  /// Most names are seen to be none of them at a glance.
  private static boolean mayBeTemporary(String name) {
    return name.startsWith(".")
        || name.startsWith("#")
        || name.endsWith("~")
        || name.endsWith("___")
        || name.endsWith(".vsctmp")
        || name.equals("4913");
  }

  /// @param name the last part of a path
  static boolean isVersionControl(String name) {
    return switch (name) {
      case ".git", ".hg", ".svn", ".jj" -> true;
      default -> false;
    };
  }
}
