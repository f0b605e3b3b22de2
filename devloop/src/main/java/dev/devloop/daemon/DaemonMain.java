package dev.devloop.daemon;

import dev.devloop.core.Home;
import dev.devloop.project.Install;
import dev.devloop.project.ProjectFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/// The daemon's process: `DaemonMain CONFIG-FILE`.
public final class DaemonMain {

  private DaemonMain() {}

  /// @param args the project's configuration file
  public static void main(String[] args) throws IOException, InterruptedException {
    var env = System.getenv();
    var home = Home.of(env, Path.of(System.getProperty("user.home")));
    var files = ProjectFiles.of(home, Path.of(args[0]));
    Files.createDirectories(files.folder());
    try (var channel =
            FileChannel.open(
                files.folder().resolve("running"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        System.err.println("another daemon serves " + files.config());
        return;
      }
      DaemonLog.open(files);
      var cluster = System.getProperty("devloop.train");
      if (cluster != null) {
        Training.run(Path.of(cluster), env);
      }
      serve(new Daemon(env, home, Install.current(), files), env);
    }
  }

  private static void serve(Daemon daemon, Map<String, String> env) throws InterruptedException {
    var closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            daemon.close();
          }
        };
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(close));
    try {
      daemon.run(env);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(DaemonMain.class).error("the daemon failed", e);
      throw e;
    } finally {
      close.run();
    }
    // threads of libraries must not keep an ended daemon alive
    System.exit(0);
  }
}
