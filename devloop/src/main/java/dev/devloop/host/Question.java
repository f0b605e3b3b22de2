package dev.devloop.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;

/// The one question of a set-up. Without a terminal nobody can be asked, and it counts as agreed.
///
/// @param in of the person
/// @param out shows the question
record Question(InputStream in, PrintStream out) {

  boolean agreed() {
    if (!Boolean.getBoolean("devloop.tty.in")) {
      return true;
    }
    var answer = answer("Do this? [Y/n] ");
    return answer.filter(a -> a.isBlank() || isYes(a)).isPresent();
  }

  /// One that only a plain yes agrees to.
  boolean yes(String question) {
    return answer(question).filter(Question::isYes).isPresent();
  }

  private static boolean isYes(String answer) {
    return answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  private Optional<String> answer(String question) {
    out.print(question);
    out.flush();
    try {
      var reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
      return Optional.ofNullable(reader.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
