package dev.devloop.e2e;

/// What lies at one path of a tree, on the host or in a container.
///
/// @param mode permission bits; of a link always 0
/// @param content of a file the SHA-256 of its bytes in hex, of a link its text, of a folder empty
record TreeEntry(Kind kind, int mode, String content) {

  enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  /// Bits that a container may have in addition: its user must be able to read what is synced.
  private static final int READ = 0444;

  private static final int ENTER = 0111;

  /// Whether a container that holds the other one holds what this one of the host says.
  boolean isHeldBy(TreeEntry other) {
    return kind == other.kind && content.equals(other.content) && modeIsHeldBy(other.mode);
  }

  private boolean modeIsHeldBy(int other) {
    int more = kind == Kind.FOLDER ? READ | ENTER : READ;
    return (other & mode) == mode && (other & ~mode & ~more) == 0;
  }

  @Override
  public String toString() {
    var text = content.length() > 12 ? content.substring(0, 12) : content;
    return kind + " " + Integer.toOctalString(mode) + " " + text;
  }
}
