package dev.devloop.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads small text files without falling for folders, pipes, devices and large things.
final class TextFiles {

  /// A configuration of a thousand services is smaller.
  private static final int LIMIT = 1 << 20;

  private TextFiles() {}

  /// Why a file was not read; the message is a sentence's end such as "is a folder".
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /// The text without a byte order mark.
  static String read(Path file) throws Unreadable {
    if (!Files.isRegularFile(file)) {
      throw new Unreadable(Files.isDirectory(file) ? "is a folder" : "is not a regular file");
    }
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new Unreadable("is larger than 1 MB");
      }
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new Unreadable("is not UTF-8 text");
    } catch (IOException _) {
      throw new Unreadable("cannot be read by you");
    }
  }
}
