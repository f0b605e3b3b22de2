package dev.devloop.sync;

import java.io.IOException;

/// The stream to the agent broke while something was written to it.
final class StreamLostException extends IOException {

  StreamLostException(IOException cause) {
    super(cause);
  }
}
