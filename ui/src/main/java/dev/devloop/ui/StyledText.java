package dev.devloop.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;

/// A line of a terminal that is put together of pieces with a style each, and cut to a width in
/// cells: wide characters take two, combining ones none.
final class StyledText {

  static final String PLAIN = "";
  static final String BOLD = "1";
  static final String DIM = "2";
  static final String RED = "31";
  static final String GREEN = "32";
  static final String YELLOW = "33";
  static final String CYAN = "36";

  private record Piece(String text, String style) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int width;

  /// Control characters are left out: a line stays a line.
  StyledText add(String text, String style) {
    var clean = printable(text);
    pieces.add(new Piece(clean, style));
    width += width(clean);
    return this;
  }

  StyledText add(String text) {
    return add(text, PLAIN);
  }

  /// Blanks up to a column.
  StyledText upTo(int column) {
    return add(" ".repeat(Math.max(0, column - width)));
  }

  /// The same line with a mark in its margin of two blanks.
  StyledText marked(String mark, String style) {
    var marked = new StyledText().add(mark, style);
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      marked.add(i == 0 ? piece.text().substring(2) : piece.text(), piece.style());
    }
    return marked;
  }

  /// In cells.
  int width() {
    return width;
  }

  /// All of it.
  String all(boolean colour) {
    return pieces.stream()
        .map(p -> colour ? styled(p.text(), p.style()) : p.text())
        .collect(Collectors.joining());
  }

  /// Cut to a width.
  ///
  /// @param colour whether styles are written
  /// @param more what stands for the rest, one cell
  String cut(int cells, boolean colour, String more) {
    var out = new StringBuilder();
    int left = width <= cells ? cells : cells - 1;
    for (var piece : pieces) {
      var text = prefix(piece.text(), left);
      left -= width(text);
      out.append(colour ? styled(text, piece.style()) : text);
      if (text.length() < piece.text().length()) {
        break;
      }
    }
    return width <= cells ? out.toString().stripTrailing() : out.append(more).toString();
  }

  private static String styled(String text, String style) {
    return style.isEmpty() || text.isBlank() ? text : "\u001b[" + style + "m" + text + "\u001b[0m";
  }

  /// How many cells a text takes.
  static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /// As much of it as fits.
  static String prefix(String text, int cells) {
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      used += Math.max(0, WCWidth.wcwidth(c));
      if (used > cells) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private static String printable(String text) {
    var plain = Ansi.plain(text);
    return plain.codePoints().noneMatch(Character::isISOControl)
        ? plain
        : plain
            .codePoints()
            .map(c -> Character.isISOControl(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }
}
