package dev.devloop.host;

import dev.devloop.core.Progress;
import java.io.PrintStream;

/// Prints each step as it begins.
record Printed(PrintStream out) implements Progress {

  @Override
  public void step(String title) {
    out.println("== " + title);
  }

  @Override
  public void line(String text) {}
}
