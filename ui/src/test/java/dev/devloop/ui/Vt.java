package dev.devloop.ui;

import java.util.List;
import org.jline.terminal.Size;
import org.jline.utils.ScreenTerminal;

/// A terminal in memory: what a person would see.
final class Vt {

  private final ScreenTerminal screen;

  Vt(int width, int height) {
    screen = new ScreenTerminal(width, height);
  }

  Vt write(String text) {
    screen.write(text);
    return this;
  }

  Vt resize(int width, int height) {
    screen.setSize(Size.of(width, height));
    return this;
  }

  /// Without blanks at the end and empty lines at the bottom.
  List<String> lines() {
    return screen.toString().stripTrailing().lines().map(String::stripTrailing).toList();
  }
}
