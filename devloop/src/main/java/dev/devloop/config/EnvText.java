package dev.devloop.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Parses dotenv syntax. Its messages name variables and lines, never values.
final class EnvText {

  private final Path file;
  private final String text;
  private final Findings findings;
  private final SequencedMap<String, String> variables = new LinkedHashMap<>();
  private int at;
  private int line = 1;

  EnvText(Path file, String text, Findings findings) {
    this.file = file;
    this.text = text.replace("\r\n", "\n");
    this.findings = findings;
  }

  SequencedMap<String, String> parse() {
    while (at < text.length()) {
      entry();
      skipLine();
    }
    return variables;
  }

  private void entry() {
    skipBlanks();
    if (atEnd() || text.charAt(at) == '#') {
      return;
    }
    var name = name();
    if (name.equals("export") && !atEnd() && text.charAt(at) != '=') {
      name = name();
    }
    if (!Chars.isVariableName(name) || atEnd() || text.charAt(at) != '=') {
      // the start of the line may be a lost piece of a value: it is not shown
      malformed(line, "this line is not `NAME=value`");
      return;
    }
    at++;
    var started = line;
    skipBlanks();
    var quote = atEnd() ? ' ' : text.charAt(at);
    if (quote == '"' || quote == '\'') {
      quoted(name, quote, started);
    } else {
      variables.put(name, plain());
    }
  }

  private String name() {
    var from = at;
    while (!atEnd() && "= \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    var name = text.substring(from, at);
    skipBlanks();
    return name;
  }

  /// Up to the end of the line or a `#` after a blank.
  private String plain() {
    var from = at;
    while (!atEnd() && !(text.charAt(at) == '#' && (at == from || isBlank(text.charAt(at - 1))))) {
      at++;
    }
    return text.substring(from, at).strip();
  }

  private void quoted(String name, char quote, int started) {
    var value = new StringBuilder();
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      var c = text.charAt(at);
      if (c == '\n') {
        line++;
      }
      if (quote == '"' && c == '\\' && at + 1 < text.length()) {
        at++;
        escaped(value, text.charAt(at));
      } else {
        value.append(c);
      }
    }
    if (at >= text.length()) {
      malformed(started, "the quote of `" + name + "` is not closed");
      return;
    }
    at++;
    skipBlanks();
    if (!atEnd() && text.charAt(at) != '#') {
      malformed(line, "there is more after the closing quote of `" + name + "`");
      return;
    }
    variables.put(name, value.toString());
  }

  private void escaped(StringBuilder value, char c) {
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '"', '\\', '$', '\'' -> value.append(c);
      case '\n' -> line++;
      default -> value.append('\\').append(c);
    }
  }

  private void malformed(int where, String what) {
    findings.add(ConfigProblem.ENV_FILE_MALFORMED, new Position(file, where, 0), what);
  }

  private boolean atEnd() {
    return at >= text.length() || text.charAt(at) == '\n';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private void skipBlanks() {
    while (!atEnd() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private void skipLine() {
    while (!atEnd()) {
      at++;
    }
    at++;
    line++;
  }
}
