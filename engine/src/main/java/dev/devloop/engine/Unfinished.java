package dev.devloop.engine;

/// Marks what is not written yet; gone when the module is complete.
final class Unfinished {

  private Unfinished() {}

  @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"})
  static <T> T yet() {
    throw new UnsupportedOperationException("not written yet");
  }
}
