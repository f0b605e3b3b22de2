package dev.devloop.ui;

import dev.devloop.core.ExitCode;
import dev.devloop.core.Instance;
import dev.devloop.core.LogKind;
import dev.devloop.core.LogLine;
import dev.devloop.core.LogOrigin;
import dev.devloop.core.Service;
import dev.devloop.core.ServiceName;
import dev.devloop.logs.LogFilter;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Answers `devloop logs`: lines of text, or of JSON, for a terminal and for pipes.
final class LogText {

  private static final int MORE = 1000;

  private final Door door;

  LogText(Door door) {
    this.door = door;
  }

  void logs(Context ctx) throws IOException, InterruptedException {
    var filter = LogParams.filter(ctx);
    filter.services().forEach(name -> Params.known(name, door));
    var lines = Actions.lines(ctx);
    door.catchUpLog();
    var print = printer(ctx, filter.services().size() == 1);
    var tail = Params.number(ctx, "tail");
    boolean recent = tail.isPresent() || filter.since().isPresent();
    var shown =
        Params.flag(ctx, "previous")
            ? filter.from(this::isPrevious)
            : recent ? filter : filter.from(isPresent());
    long seen = door.log().last();
    if (tail.isPresent()) {
      send(lines, print, last(shown, tail.getAsInt()));
    } else {
      all(shown, lines, print);
    }
    if (Params.flag(ctx, "follow")) {
      follow(filter, seen, lines, print);
    }
    lines.exit(ExitCode.OK);
  }

  private void all(LogFilter filter, Lines lines, Function<LogLine, String> print) {
    var found = new ArrayList<LogLine>();
    door.log()
        .forward(
            filter,
            0,
            line -> {
              found.add(line);
              if (found.size() >= MORE) {
                send(lines, print, found);
                found.clear();
              }
              return true;
            });
    send(lines, print, found);
  }

  private static void send(Lines lines, Function<LogLine, String> print, List<LogLine> found) {
    if (!found.isEmpty()) {
      lines.texts(found.stream().map(print).toList());
    }
  }

  private List<LogLine> last(LogFilter filter, int count) {
    var found = new ArrayList<LogLine>();
    if (count > 0) {
      door.log().backward(filter, Long.MAX_VALUE, l -> found.add(l) && found.size() < count);
    }
    return found.reversed();
  }

  private void follow(LogFilter filter, long from, Lines lines, Function<LogLine, String> print)
      throws InterruptedException {
    long seen = from;
    while (!Thread.currentThread().isInterrupted()) {
      if (!door.log().await(seen, StateRoutes.HEARTBEAT)) {
        // an unread connection is only noticed by writing to it
        lines.heartbeat();
        continue;
      }
      var found = new ArrayList<LogLine>();
      seen = door.log().forward(filter, seen, line -> found.add(line) && found.size() < MORE);
      send(lines, print, found);
    }
  }

  /// Of the instances that there are now; of a service without one, all.
  private Predicate<LogOrigin> isPresent() {
    var present = instances();
    var absent =
        door.now().state().services().values().stream()
            .filter(s -> s.observed().instances().isEmpty())
            .map(Service::name)
            .collect(Collectors.toSet());
    return origin ->
        origin.kind() != LogKind.APP
            || present.contains(origin.instance())
            || origin.service().filter(absent::contains).isPresent();
  }

  private Set<String> instances() {
    return door.now().state().services().values().stream()
        .flatMap(s -> s.observed().instances().stream())
        .map(Instance::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// Of the run before the newest one, in the instances that there are now.
  private boolean isPrevious(LogOrigin origin) {
    return origin.kind() == LogKind.APP
        && instances().contains(origin.instance())
        && door.log()
            .mark(origin.uid(), origin.container())
            .filter(mark -> mark.run() == origin.run() + 1)
            .isPresent();
  }

  private static Function<LogLine, String> printer(Context ctx, boolean one) {
    if (Params.flag(ctx, "json")) {
      return LogJson::of;
    }
    return line ->
        (one ? "" : line.service().map(ServiceName::value).orElse("devloop") + " | ")
            + (line.kind() == LogKind.APP ? "" : "[" + line.kind().word() + "] ")
            + line.text();
  }
}
