package dev.devloop.sync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Work that takes long and is not to delay others: a large tree is looked at while a cluster is
/// brought up, which is a chain of short steps.
final class Aside {

  private Aside() {}

  /// Does it in a thread of the lowest priority and waits for it. A thread's own priority cannot be
  /// raised again without privileges.
  @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it but the time that it takes
  static <T> T get(String name, Supplier<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .priority(Thread.MIN_PRIORITY)
        .start(() -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
