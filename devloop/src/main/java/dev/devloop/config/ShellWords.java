package dev.devloop.config;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as a shell does, quotes respected, nothing replaced.
final class ShellWords {

  private ShellWords() {}

  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    var begun = false;
    var quote = ' ';
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (quote != ' ') {
        if (c == quote) {
          quote = ' ';
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
