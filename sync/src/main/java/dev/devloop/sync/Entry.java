package dev.devloop.sync;

/// What a path of a container is to be.
///
/// @param path absolute, in the container
/// @param hash SHA-256 of a file's content, else empty
/// @param size of a file's content in bytes, else 0
/// @param mode permission bits of a file or folder; [#ANY] when it does not matter
/// @param link what a symbolic link says, else empty
/// @param image the only image that an absence counts for; empty means all
record Entry(String path, Kind kind, String hash, long size, int mode, String link, String image) {

  /// No mode is asked for.
  static final int ANY = -1;

  enum Kind {
    FILE("f"),
    FOLDER("d"),
    LINK("l"),
    /// Must not be there.
    GONE("x");

    private final String letter;

    Kind(String letter) {
      this.letter = letter;
    }

    String letter() {
      return letter;
    }

    static Kind of(String letter) {
      return switch (letter) {
        case "f" -> FILE;
        case "d" -> FOLDER;
        case "l" -> LINK;
        default -> GONE;
      };
    }
  }

  static Entry file(String path, String hash, long size, int mode) {
    return new Entry(path, Kind.FILE, hash, size, mode, "", "");
  }

  static Entry folder(String path, int mode) {
    return new Entry(path, Kind.FOLDER, "", 0, mode, "", "");
  }

  static Entry link(String path, String text) {
    return new Entry(path, Kind.LINK, "", 0, ANY, text, "");
  }

  static Entry gone(String path, String image) {
    return new Entry(path, Kind.GONE, "", 0, ANY, "", image);
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  /// Whether `found`, read back from a container, is what this asks for. Its mode may let more
  /// people read than was asked for: the container's user may be another one.
  boolean isMetBy(Entry found) {
    return kind == found.kind
        && hash.equals(found.hash)
        && size == found.size
        && link.equals(found.link)
        && (mode == ANY || (mode & ~found.mode) == 0);
  }
}
