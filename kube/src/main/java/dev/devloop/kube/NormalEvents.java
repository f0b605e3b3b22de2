package dev.devloop.kube;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What Kubernetes says of a namespace's pods from now on, warnings excepted. What it said before
/// is neither read nor kept: it holds such events for an hour, and a morning of work makes
/// thousands.
final class NormalEvents implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final FilterWatchListDeletable<Event, EventList, Resource<Event>> events;
  private final Supplier<String> from;
  private final Consumer<Event> sink;
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);

  /// Also for a watch that is closed before it was started.
  private volatile boolean closed;

  /// @param all the events of the namespace
  /// @param from a version of it that the API server still knows; it is asked for each time that
  ///   the watch begins
  NormalEvents(
      FilterWatchListDeletable<Event, EventList, Resource<Event>> all,
      Supplier<String> from,
      Consumer<Event> sink) {
    this.events = all.withField("type", "Normal").withField("involvedObject.kind", "Pod");
    this.from = from;
    this.sink = sink;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        follow();
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns when the watch has ended for good: the API server no longer has what came after its
  /// last event, or is away.
  private void follow() throws InterruptedException {
    var options = new ListOptionsBuilder().withResourceVersion(from.get()).build();
    var ended = new CountDownLatch(1);
    try (var _ = events.watch(options, new Ear(sink, ended))) {
      ended.await();
    } catch (KubernetesClientException e) {
      // whoever lists objects tells of an API server that is away
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private record Ear(Consumer<Event> sink, CountDownLatch ended) implements Watcher<Event> {
    @Override
    public void eventReceived(Action action, Event event) {
      if (action == Action.ADDED || action == Action.MODIFIED) {
        sink.accept(event);
      }
    }

    @Override
    public void onClose() {
      ended.countDown();
    }

    @Override
    public void onClose(WatcherException cause) {
      ended.countDown();
    }
  }
}
