package dev.devloop.core;

/// Where a long piece of work tells how far it is. Implementations are quick and may be called from
/// any thread.
public interface Progress {

  /// A named step begins; the step before it has ended.
  void step(String title);

  /// A line of output of the running step.
  void line(String text);

  /// How much of the running step is done, 0 to 1; an estimate.
  default void fraction(double done) {}

  /// For callers that do not care.
  Progress NONE =
      new Progress() {
        @Override
        public void step(String title) {}

        @Override
        public void line(String text) {}
      };
}
