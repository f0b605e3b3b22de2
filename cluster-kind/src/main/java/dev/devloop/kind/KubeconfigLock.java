package dev.devloop.kind;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/// The lock on a kubeconfig that kubectl and kind know: a file `NAME.lock` beside it that must not
/// exist. Theirs is empty; devloop writes its process id into it, so that what a killed devloop
/// left is not in the way for ever.
record KubeconfigLock(Path file) implements AutoCloseable {

  /// kubectl and kind hold it for milliseconds.
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  static KubeconfigLock take(Path kubeconfig) {
    var lock = kubeconfig.resolveSibling(kubeconfig.getFileName() + ".lock");
    if (!Waiting.until(() -> create(lock), DEADLINE, "the lock " + lock)) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "kubeconfig-locked",
              "The kubeconfig " + kubeconfig + " is locked by " + lock + ".",
              "Another program writes it just now, or one was killed while it did.",
              "rm " + lock));
    }
    return new KubeconfigLock(lock);
  }

  private static boolean create(Path lock) {
    try {
      Files.createDirectories(lock.toAbsolutePath().getParent());
      Files.writeString(
          lock, String.valueOf(ProcessHandle.current().pid()), StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException _) {
      removeLeftover(lock);
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// kubectl's lock may not even be read (mode 0): only devloop's own tells whose it is.
  private static void removeLeftover(Path lock) {
    var owner =
        Optional.of(lock)
            .filter(Files::isReadable)
            .flatMap(PrivateFile::read)
            .filter(text -> text.matches("\\d{1,10}"));
    if (owner.isPresent() && ProcessHandle.of(Long.parseLong(owner.get())).isEmpty()) {
      delete(lock);
    }
  }

  @Override
  public void close() {
    delete(file);
  }

  private static void delete(Path lock) {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
