package dev.devloop.kube;

import java.util.Collection;

/// A running watch over the services of a project: see [Kube#watch].
@SuppressWarnings("DoNotCallSuggester")
public final class Instances implements AutoCloseable {

  Instances() {}

  /// The config changed: other services, other ready texts, other secrets.
  public void services(Collection<Watched> services) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
