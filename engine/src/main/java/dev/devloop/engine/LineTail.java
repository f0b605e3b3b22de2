package dev.devloop.engine;

import java.util.ArrayDeque;
import java.util.List;

/// Keeps the newest lines of an output.
final class LineTail {

  private final int most;
  private final ArrayDeque<String> lines = new ArrayDeque<>();

  LineTail(int most) {
    this.most = most;
  }

  synchronized void add(String line) {
    if (lines.size() == most) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
