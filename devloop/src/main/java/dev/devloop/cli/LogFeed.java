package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.ui.Wanted.LogChoice;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Follows the log lines that the live view shows, one choice of them at a time.
final class LogFeed implements AutoCloseable {

  /// There is nothing to read from before the cluster runs, and not while it is paused.
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Client client;
  private final Consumer<String> sink;
  private final AtomicReference<Thread> reader = new AtomicReference<>(new Thread());

  /// @param sink gets the lines; may block
  LogFeed(Client client, Consumer<String> sink) {
    this.client = client;
    this.sink = sink;
  }

  /// From now on these lines and no others.
  ///
  /// @param tail how many lines of each instance that were there before
  void show(LogChoice choice, int tail) {
    var next = Thread.ofVirtual().unstarted(() -> read(choice, tail));
    reader.getAndSet(next).interrupt();
    if (choice.on()) {
      next.start();
    }
  }

  private void read(LogChoice choice, int tail) {
    var words = new Words(choice.words());
    int lines = tail;
    try {
      while (isMine()) {
        try {
          client.stream("GET", path(choice, lines), new byte[0], new Filtered(words));
          lines = 0;
        } catch (DevloopException _) {
          // the daemon is gone: the view itself tells
        }
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException _) {
      // other lines are wanted
    }
  }

  private boolean isMine() {
    return reader.get() == Thread.currentThread();
  }

  private static String path(LogChoice choice, int tail) {
    return "/logs?follow=true&tail=" + tail + choice.service().map(s -> "&service=" + s).orElse("");
  }

  @Override
  public void close() {
    reader.get().interrupt();
  }

  private final class Filtered implements Client.Sink {

    private final Words words;

    Filtered(Words words) {
      this.words = words;
    }

    @Override
    public void text(String line) {
      if (isMine() && words.areIn(line)) {
        sink.accept(line);
      }
    }

    @Override
    public void error(String line) {}
  }
}
