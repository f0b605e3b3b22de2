package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.ui.Wanted.LogChoice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Follows the log lines that the live view shows, one choice of them at a time.
final class LogFeed implements AutoCloseable {

  /// When the daemon is replaced.
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
    int lines = tail;
    try {
      while (isMine()) {
        try {
          client.stream("GET", path(choice, lines), new byte[0], new Mine());
        } catch (DevloopException e) {
          if (e.exit() == ExitCode.USAGE) {
            Errors.lines(e).forEach(sink);
            return;
          }
          // the daemon is gone: the view itself tells
        }
        lines = 0;
        Thread.sleep(AGAIN);
      }
    } catch (InterruptedException _) {
      // other lines are wanted
    }
  }

  private boolean isMine() {
    return Thread.currentThread().equals(reader.get());
  }

  /// Builds have a row of their own and are too talkative to be read beside anything else.
  private static String path(LogChoice choice, int tail) {
    return "/logs?follow=true&kind=app&kind=event&kind=probe&kind=run&kind=sync&tail="
        + tail
        + choice.service().map(s -> "&service=" + s).orElse("")
        + (choice.words().isEmpty()
            ? ""
            : "&grep=" + URLEncoder.encode(choice.words(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    reader.get().interrupt();
  }

  private final class Mine implements Client.Sink {

    @Override
    public void text(String line) {
      if (isMine()) {
        sink.accept(line);
      }
    }

    @Override
    public void error(String line) {}
  }
}
