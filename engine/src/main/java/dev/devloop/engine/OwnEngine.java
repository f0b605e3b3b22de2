package dev.devloop.engine;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.Progress;
import dev.devloop.files.AtomicFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The engine that devloop starts itself: dockerd with configuration, data, log and socket of its
/// own. It outlives this process.
final class OwnEngine {

  /// It answers after 1 to 3 s here; one with many containers to restore takes longer.
  private static final Duration START = Duration.ofSeconds(90);

  private static final Duration STOP = Duration.ofSeconds(60);

  /// The log is started anew, the one before kept, at this size.
  private static final long LOG_SIZE = 10 << 20;

  private final EngineFolders folders;
  private final EngineAddress address;
  private final HostTools tools;
  private final Root root;
  private Optional<Process> process = Optional.empty();

  OwnEngine(Home home, HostTools tools, Root root) {
    this.folders = EngineFolders.of(home);
    this.address = EngineAddresses.own(home);
    this.tools = tools;
    this.root = root;
  }

  boolean answers() {
    return EngineAddress.failure(address).isEmpty();
  }

  /// @param wrapper the capability wrapper, where one is needed
  EngineAddress start(Optional<Path> wrapper, Progress progress) {
    progress.step("start devloop's own container engine");
    prepare(wrapper);
    if (OwnProcess.find(folders.pid(), folders.config()).isEmpty()) {
      OwnProcess.forget(folders.pid(), folders.config());
      OwnProcess.forget(folders.exec().resolve("containerd/containerd.pid"), folders.exec());
      launch();
    }
    if (!within(START, () -> answers() || died())) {
      throw failed("does not answer within " + START.toSeconds() + " s");
    }
    if (!answers()) {
      throw failed("ended at once");
    }
    return address;
  }

  private void prepare(Optional<Path> wrapper) {
    try {
      for (var file : List.of(folders.config(), folders.log(), folders.pid(), folders.lock())) {
        Files.createDirectories(file.getParent());
      }
      privateFolder(folders.exec().resolveSibling(""));
      if (wrapper.isPresent()) {
        var part = folders.runtime().resolveSibling("devloop-runc.part");
        Files.copy(
            wrapper.get(),
            part,
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(part, folders.runtime(), StandardCopyOption.ATOMIC_MOVE);
      }
      var systemd = Files.isDirectory(Path.of("/run/systemd/system"));
      AtomicFile.write(
          folders.config(), new OwnConfig(folders, group(), wrapper.isPresent(), systemd).json());
      if (Files.exists(folders.log()) && Files.size(folders.log()) > LOG_SIZE) {
        Files.move(
            folders.log(),
            folders.log().resolveSibling("dockerd.log.1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Iptables.choose(bin(), tools, root);
    Bridge.ensure(root);
  }

  /// The folder may be below /tmp under a name that others can guess: theirs is not used.
  private static void privateFolder(Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw new IOException(folder + " belongs to " + owner + ": remove it");
    }
  }

  private static String group() throws IOException {
    var home = Path.of(System.getProperty("user.home", "/"));
    return String.valueOf(Files.getAttribute(home, "unix:gid"));
  }

  private Path bin() {
    return folders.config().resolveSibling("bin");
  }

  /// In a session of its own: neither Ctrl-C nor the end of a terminal reaches it.
  private void launch() {
    var argv = root.argv(command());
    var builder =
        new ProcessBuilder(argv)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folders.log().toFile()));
    builder.environment().put("PATH", bin() + ":" + tools.path());
    // what was meant for the client must not configure the server
    builder.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw Failures.missing(Command.of(argv), e);
    }
  }

  /// A containerd of the system may run: what another engine keeps in it is not ours. (These two
  /// cannot be set in daemon.json: Docker 20.10 looks for one of them under a wrong name.)
  private List<String> command() {
    return List.of(
        "setsid",
        "dockerd",
        "--config-file",
        folders.config().toString(),
        "--containerd-namespace",
        "devloop",
        "--containerd-plugins-namespace",
        "devloop-plugins");
  }

  private boolean died() {
    return process.map(started -> !started.isAlive()).orElse(false)
        && OwnProcess.find(folders.pid(), folders.config()).isEmpty();
  }

  /// @return whether there was one
  boolean stop() {
    var pid = OwnProcess.find(folders.pid(), folders.config());
    if (pid.isEmpty()) {
      return false;
    }
    root.end(pid.get());
    var gone = within(STOP, () -> OwnProcess.find(folders.pid(), folders.config()).isEmpty());
    if (!gone) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
                  "engine-stop-failed",
                  "devloop's own container engine (process " + pid.get() + ") does not end.",
                  "A container of it hangs.",
                  "Look at " + folders.log() + "; end it by `kill -9 " + pid.get() + "`.")
              .withEvidence(lastLines()));
    }
    return true;
  }

  private static boolean within(Duration deadline, BooleanSupplier condition) {
    var end = System.nanoTime() + deadline.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
      return true;
    } catch (InterruptedException e) {
      throw Failures.interrupted("devloop's own container engine", e);
    }
  }

  private DevloopException failed(String how) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
                "engine-setup-failed",
                "The container engine that devloop started " + how + ".",
                "The kernel lacks something that it needs, or its data folder is damaged.",
                "The last lines of " + folders.log() + " tell; then run devloop again.")
            .withEvidence(lastLines()));
  }

  private List<String> lastLines() {
    try {
      var lines = Files.readAllLines(folders.log());
      return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }
}
