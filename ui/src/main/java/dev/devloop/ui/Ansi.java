package dev.devloop.ui;

import java.util.regex.Pattern;

/// What programs write to steer a terminal. Of what a service prints only colours reach ours: the
/// rest would move the cursor, clear the screen or fill the clipboard.
final class Ansi {

  /// CSI and OSC-like sequences, complete or cut off, and single escapes.
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "\u001b(?:[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?"
              + "|\\[[0-9;:?<=>!]*[ -/]*[@-~]?"
              + "|[ -/]*[0-~])?"
              + "|\u009b[0-9;:?<=>!]*[ -/]*[@-~]?");

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

  private Ansi() {}

  /// Without any sequence.
  static String plain(String text) {
    return text.indexOf('\u001b') < 0 && text.indexOf('\u009b') < 0 ? text : strip(text);
  }

  private static String strip(String text) {
    return SEQUENCE.matcher(text).replaceAll("");
  }

  /// A line of somebody else that may be shown: colours stay when they are wanted, tabs are blanks,
  /// of a line that was overwritten by carriage returns the last version stands.
  static String shown(String line, boolean colour) {
    var last = line.stripTrailing();
    last = last.substring(last.lastIndexOf('\r') + 1);
    if (plainAscii(last)) {
      return last;
    }
    boolean coloured = colour && last.indexOf('\u001b') >= 0;
    var kept =
        SEQUENCE
            .matcher(last)
            .replaceAll(m -> coloured && COLOUR.matcher(m.group()).matches() ? m.group() : "");
    var out = new StringBuilder();
    for (int i = 0; i < kept.length(); i++) {
      char c = kept.charAt(i);
      if (c == '\t') {
        out.append("    ");
      } else if (c == '\u001b' || !Character.isISOControl(c)) {
        out.append(c);
      }
    }
    return coloured ? out.append("\u001b[0m").toString() : out.toString();
  }

  private static boolean plainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
