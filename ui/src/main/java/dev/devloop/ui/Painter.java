package dev.devloop.ui;

import java.util.ArrayList;
import java.util.List;

/// What has to be written to a terminal so that rows stand below lines that scroll. Pure but for
/// what it wrote last.
///
/// The cursor rests, unseen, at the begin of the first row. When the window changes, terminals
/// break lines anew, each in its own way; they all keep the cursor with its character, so that the
/// rows can be wiped and drawn again without knowing what became of them.
final class Painter {

  private static final String BEGIN = "\u001b[?2026h"; // synchronized output: all or nothing
  private static final String END = "\u001b[?2026l";
  private static final String HIDE = "\u001b[?25l";
  private static final String SHOW = "\u001b[?25h";
  private static final String WIPE_LINE = "\u001b[K";
  private static final String WIPE_BELOW = "\u001b[J";

  private List<String> shown = List.of();
  private boolean fresh = true;

  /// The next frame is drawn from nothing: the window changed, or somebody else wrote.
  void forget() {
    fresh = true;
    shown = List.of();
  }

  /// @param above lines that have not been shown yet, of any length, without line ends
  /// @param frame at least one row, each shorter than the window is wide, no more than it is high
  /// @param width of the window
  /// @return empty when all is as it should be
  String paint(List<String> above, List<String> frame, int width) {
    if (!fresh && above.isEmpty() && frame.equals(shown)) {
      return "";
    }
    var out = new StringBuilder(BEGIN);
    if (fresh) {
      out.append(HIDE).append('\r').append(WIPE_BELOW);
    }
    above.forEach(line -> line(out, line, width));
    rows(out, frame, !fresh && above.isEmpty());
    shown = List.copyOf(frame);
    fresh = false;
    return out.append(END).toString();
  }

  /// What was there is wiped before, not behind the text: else some terminals take the blanks for
  /// text and break them into lines of their own in a window that became narrower.
  private static void line(StringBuilder out, String line, int width) {
    boolean broken = StyledText.width(Ansi.plain(line)) >= width;
    out.append(broken ? WIPE_BELOW : WIPE_LINE).append(line).append("\r\n");
  }

  /// @param inPlace what did not change is left alone
  private void rows(StringBuilder out, List<String> frame, boolean inPlace) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < frame.size(); i++) {
      boolean same = inPlace && i < shown.size() && frame.get(i).equals(shown.get(i));
      lines.add(same ? "" : WIPE_LINE + frame.get(i));
    }
    out.append(String.join("\r\n", lines));
    if (frame.size() < shown.size()) {
      out.append("\r\n").append(WIPE_BELOW).append(up(1));
    }
    out.append(up(frame.size() - 1)).append('\r');
  }

  private static String up(int rows) {
    return rows > 0 ? "\u001b[" + rows + "A" : "";
  }

  /// Hands the terminal back: the rows stay where they are, what comes next stands below.
  String leave() {
    int rows = shown.size();
    shown = List.of();
    fresh = true;
    var down = rows > 1 ? "\u001b[" + (rows - 1) + "B" : "";
    return down + (rows > 0 ? "\r\n" : "") + SHOW;
  }
}
