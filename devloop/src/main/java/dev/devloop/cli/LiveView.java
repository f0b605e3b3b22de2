package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.ui.LiveScreen;
import dev.devloop.ui.Row;
import dev.devloop.ui.TerminalView;
import dev.devloop.ui.Wanted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Follows a project on a terminal until its reader leaves. A class of its own, so that other
/// commands do not load a terminal library.
///
/// All that happens is a task in one queue, run by the thread that owns terminal and screen; it
/// then paints what has become of them, at most some thirty times a second.
final class LiveView implements TerminalView.Listener {

  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  /// Clocks show seconds.
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// A terminal that does not keep up holds the senders back, not the memory.
  private static final int WAITING = 10_000;

  /// Of what was chosen; enough to see what it is at.
  private static final int TAIL = 20;

  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>(WAITING);
  private final Client client;
  private final LiveScreen screen;
  private final LogFeed logs;
  private final List<String> errors = new ArrayList<>();
  private Optional<Integer> exit = Optional.empty();
  private boolean suspended;

  private LiveView(Client client, boolean withLogs) {
    this.client = client;
    this.screen = new LiveScreen(withLogs, Console.colour());
    this.logs = new LogFeed(client, line -> post(() -> screen.log(line)));
  }

  /// Follows an `up`, with the log above the rows.
  static int up(Client client, String path, byte[] body) {
    var view = new LiveView(client, true);
    return view.run(() -> view.follow("POST", path, body));
  }

  /// Looks on.
  static int watch(Client client) {
    var view = new LiveView(client, false);
    return view.run(() -> view.follow("GET", "/rows", new byte[0]));
  }

  private int run(Runnable source) {
    int code;
    try (var view = TerminalView.open(Console.colour(), this)) {
      Thread.ofVirtual().start(source);
      // a platform thread: it waits in the terminal library for ever
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> view.readKeys(key -> post(() -> screen.key(key, now()).ifPresent(this::act))));
      logs.show(screen.logs(), 0);
      code = loop(view);
    } catch (InterruptedException _) {
      code = ExitCode.INTERRUPTED.code();
    } finally {
      logs.close();
    }
    errors.forEach(System.err::println);
    return code;
  }

  private int loop(TerminalView view) throws InterruptedException {
    while (exit.isEmpty()) {
      turn();
      if (suspended) {
        stop(view);
      }
      view.paint(screen, now());
    }
    view.paintLast(screen, now());
    return exit.get();
  }

  /// Waits for something to happen and takes what happens right after it along.
  private void turn() throws InterruptedException {
    long begun = System.nanoTime();
    var task = screen.ticks() ? tasks.poll(TICK_NANOS, TimeUnit.NANOSECONDS) : tasks.take();
    boolean idle = System.nanoTime() - begun > FRAME_NANOS;
    long end = idle ? 0 : begun + FRAME_NANOS;
    while (task != null) {
      task.run();
      task = tasks.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  /// Like any program that is stopped by Ctrl-Z; `fg` goes on here.
  private void stop(TerminalView view) {
    suspended = false;
    view.suspend();
    try {
      var self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-STOP", self).inheritIO().start().waitFor();
    } catch (IOException _) {
      // without `kill` it cannot be stopped: it goes on
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    view.resume();
  }

  private void follow(String method, String path, byte[] body) {
    try {
      int code = client.stream(method, path, body, new Followed());
      post(() -> exit = Optional.of(code));
    } catch (DevloopException e) {
      post(() -> {
        errors.addAll(Errors.lines(e));
        exit = Optional.of(e.exit().code());
      });
    }
  }

  private void act(Wanted wanted) {
    switch (wanted) {
      case Wanted.Leave(var interrupted) -> leave(interrupted);
      case Wanted.Restart(var service) -> ask(service, "restart");
      case Wanted.Rebuild(var service) -> ask(service, "rebuild");
      case Wanted.Open(var url) -> open(url);
      case Wanted.Page() ->
          Thread.ofVirtual()
              .start(() -> {
                var url = client.ask("/open");
                post(() -> open(url));
              });
      case Wanted.Logs(var choice) -> {
        screen.heading(choice.title());
        logs.show(choice, TAIL);
      }
    }
  }

  private void leave(boolean interrupted) {
    errors.add("devloop goes on in the background (devloop status, devloop logs, devloop down)");
    exit = Optional.of(interrupted ? ExitCode.INTERRUPTED.code() : ExitCode.OK.code());
  }

  private void open(String url) {
    screen.say(OpenCommand.opened(url) ? "opened " + url : url, now());
  }

  private void ask(String service, String action) {
    screen.say(service + ": " + action + " ...", now());
    Thread.ofVirtual()
        .start(() -> {
          var asked = new Asked();
          var outcome = asked.of("/services/" + service + "/" + action);
          post(() -> {
            asked.errors.forEach(screen::step);
            screen.say(service + ": " + action + " " + outcome, now());
          });
        });
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private void post(Runnable task) {
    try {
      tasks.put(task);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void resized() {
    post(() -> {});
  }

  @Override
  public void interrupted() {
    post(() -> leave(true));
  }

  @Override
  public void suspended() {
    post(() -> suspended = true);
  }

  /// What the daemon tells of the project.
  private final class Followed implements Client.Sink {

    private List<Row> rows = new ArrayList<>();

    @Override
    public void text(String line) {
      post(() -> screen.step(line));
    }

    @Override
    public void error(String line) {
      post(() -> errors.add(line));
    }

    @Override
    public void row(String row) {
      rows.add(Row.decoded(row));
    }

    @Override
    public void draw() {
      var complete = rows;
      rows = new ArrayList<>();
      post(() -> screen.rows(complete));
    }
  }

  /// What it tells of an action.
  private final class Asked implements Client.Sink {

    private final List<String> errors = new ArrayList<>();

    /// @return how it ended, in a few words
    String of(String path) {
      var begun = System.nanoTime();
      try {
        int code = client.stream("POST", path, new byte[0], this);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        return code == 0 ? "done (%.1fs)".formatted(took.toMillis() / 1000.0) : "failed";
      } catch (DevloopException e) {
        errors.addAll(Errors.lines(e));
        return "failed";
      }
    }

    @Override
    public void text(String line) {}

    @Override
    public void error(String line) {
      errors.add(line);
    }
  }
}
