package dev.devloop.logs;

import dev.devloop.core.LogLine;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Applies a filter and remembers where the sink has had enough.
final class Finding implements RawLine.Visitor {
  private final LogFilter.Compiled filter;
  private final Predicate<LogLine> sink;
  OptionalLong stopped = OptionalLong.empty();

  Finding(LogFilter.Compiled filter, Predicate<LogLine> sink) {
    this.filter = filter;
    this.sink = sink;
  }

  @Override
  public boolean visit(RawLine line) {
    boolean goOn = filter.find(line).map(sink::test).orElse(true);
    if (!goOn) {
      stopped = OptionalLong.of(line.seq());
    }
    return goOn;
  }

  @Override
  public boolean mayHold(byte[] bytes, int end, boolean escapes) {
    return filter.mayHold(bytes, end, escapes);
  }
}
