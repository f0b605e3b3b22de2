package dev.devloop.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;

/// The one question of a set-up. Without a terminal nobody can be asked, and it counts as agreed.
///
/// @param in of the person
/// @param out shows the question
record Question(InputStream in, PrintStream out) {

  boolean agreed() {
    if (!Boolean.getBoolean("devloop.tty.in")) {
      return true;
    }
    out.print("Do this? [Y/n] ");
    out.flush();
    try {
      var reader = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset()));
      var answer = reader.readLine();
      return answer != null && (answer.isBlank() || answer.strip().startsWith("y"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
