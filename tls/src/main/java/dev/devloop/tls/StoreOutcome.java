package dev.devloop.tls;

/// What became of a root in one store.
///
/// @param store name of the store, as a person knows it
/// @param kind what was done or why not
/// @param how what the user can do himself when it was not done; else empty
public record StoreOutcome(String store, Kind kind, String how) {

  /// How it went.
  public enum Kind {
    ADDED("added to"),
    THERE("already in"),
    REMOVED("removed from"),
    ABSENT("not in"),
    FAILED("FAILED for");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// Whether the store is as it was asked to be.
  public boolean good() {
    return kind != Kind.FAILED;
  }

  @Override
  public String toString() {
    return kind.words + " " + store + (how.isEmpty() ? "" : "\n    " + how.replace("\n", "\n    "));
  }
}
