package dev.devloop.kube;

import dev.devloop.core.LogLine;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.function.Consumer;

/// The log lines of a project's services, straight from the cluster.
@SuppressWarnings("DoNotCallSuggester")
public final class Logs {

  Logs(KubernetesClient client, String project, Collection<String> extraNamespaces) {}

  /// Starts to read. What is there already comes first and in the order of time, over all
  /// containers; with `follow` the rest comes as it is printed, each line once, also across broken
  /// connections, restarts and new pods.
  ///
  /// Nothing is kept in memory: a sink that blocks slows the reading down.
  ///
  /// @param sink called by one thread at a time
  public LogStream open(LogQuery query, Consumer<LogLine> sink) {
    throw new UnsupportedOperationException();
  }
}
