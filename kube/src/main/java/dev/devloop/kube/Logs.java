package dev.devloop.kube;

import dev.devloop.core.LogLine;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// The log lines of a project's services, straight from the cluster.
public final class Logs {

  private final KubernetesClient client;
  private final List<String> namespaces;

  Logs(KubernetesClient client, String project, Collection<String> extraNamespaces) {
    this.client = client;
    var all = new ArrayList<String>();
    all.add(project);
    all.addAll(extraNamespaces);
    this.namespaces = List.copyOf(all);
  }

  /// Starts to read. What is there already comes first and in the order of time, over all
  /// containers; with `follow` the rest comes as it is printed, each line once, also across broken
  /// connections, restarts and new pods.
  ///
  /// Nothing is kept in memory: a sink that blocks slows the reading down. A line of more than 64
  /// KiB comes in pieces. What the kubelet has rotated away is gone.
  ///
  /// @param sink called by one thread at a time
  public LogStream open(LogQuery query, Consumer<LogLine> sink) {
    return new LogReading(client, namespaces, query, sink).start();
  }
}
