package dev.devloop.tls;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.core.config.DevConfig;
import dev.devloop.files.AtomicFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The local certificate authorities of this user: one for all of `.localhost`, and one for each
/// other domain, so that whoever trusts the first one trusts nothing beyond this machine.
public final class Authorities {

  /// Nobody wants to trust a new one soon; browsers limit the life of servers' certificates only.
  private static final Duration LIFE = Duration.ofDays(3650);

  private final Path folder;
  private final Clock clock;
  private final Map<String, Sound> sound = new ConcurrentHashMap<>();

  Authorities(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// Those below the user's state folder.
  public static Authorities of(Home home) {
    return new Authorities(home.state().resolve("ca"), Clock.systemUTC());
  }

  /// Where they are kept, one folder each.
  public Path folder() {
    return folder;
  }

  /// The root that speaks for a domain; it is made when there is none.
  ///
  /// @param domain of a project
  /// @throws DevloopException `root-tampered`, `root-exposed`, `root-unreadable`
  public Root root(String domain) {
    var found = existing(domain);
    return found.isPresent() ? found.get() : locked(() -> existing(domain), domain);
  }

  private interface Look {
    Optional<Root> now();
  }

  /// Two projects that are started at once get one root.
  private Root locked(Look look, String domain) {
    try {
      Files.createDirectories(folder);
      synchronized (Authorities.class) {
        try (var file = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
            var _ = file.getChannel().lock()) {
          var found = look.now();
          return found.isPresent() ? found.get() : make(DevConfig.rootOf(domain));
        }
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// The root that speaks for a domain, when it was made.
  ///
  /// @throws DevloopException see [#root]
  public Optional<Root> existing(String domain) {
    var name = DevConfig.rootOf(domain);
    var own = folder.resolve(name);
    return Files.exists(Root.certificateIn(own)) || Files.exists(Root.noteIn(own))
        ? Optional.of(checked(name, own))
        : Optional.empty();
  }

  /// Checking costs a signature: not again while the files are untouched.
  private Root checked(String name, Path own) {
    var stamp = stamp(name);
    var known = sound.get(name);
    if (known != null && known.stamp().equals(stamp)) {
      return known.root();
    }
    var root = RootCheck.read(name, own);
    sound.put(name, new Sound(stamp, root));
    return root;
  }

  private record Sound(String stamp, Root root) {}

  /// Changes whenever somebody touches the files of a domain's root, their modes included.
  public String stamp(String domain) {
    var own = folder.resolve(DevConfig.rootOf(domain));
    return Stream.of(Root.certificateIn(own), Root.keyIn(own), Root.noteIn(own))
        .map(Authorities::stampOf)
        .collect(Collectors.joining("\n"));
  }

  /// The time of the last change, of the mode too; Linux and macOS have it.
  ///
  /// @return the same as before as long as the file is untouched
  public static String stampOf(Path file) {
    try {
      return file + " " + Files.readAttributes(file, "unix:ctime,ino,size");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return file + " -";
    }
  }

  /// Keeps a copy of what stores are about to be given, so that it can be taken out of them
  /// whatever happens to the root.
  public void noteTrusted(Root root) {
    try {
      AtomicFile.write(trustedIn(root.domain()), root.pem());
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// What stores were given.
  public Optional<Root> trusted(String domain) {
    var name = DevConfig.rootOf(domain);
    try {
      return Pem.certificates(Files.readString(trustedIn(name))).stream()
          .findFirst()
          .map(certificate -> new Root(name, folder.resolve(name), certificate));
    } catch (IOException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /// It is in no store any more.
  public void forgetTrusted(String domain) {
    try {
      Files.deleteIfExists(trustedIn(DevConfig.rootOf(domain)));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Path trustedIn(String name) {
    return folder.resolve(name).resolve("trusted.crt");
  }

  /// The domains that a root was made for, sound or not.
  public List<String> domains() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .map(own -> own.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Root make(String domain) throws IOException {
    var own = Files.createDirectories(folder.resolve(domain));
    var issued = new Issuer().root(domain, owner(), clock.instant(), LIFE);
    AtomicFile.write(Root.keyIn(own), Pem.of(issued.key()));
    AtomicFile.write(Root.certificateIn(own), Pem.of(issued.certificate()));
    AtomicFile.write(Root.noteIn(own), Root.fingerprint(issued.certificate()) + "\n");
    return new Root(domain, own, issued.certificate());
  }

  private static String owner() {
    try {
      return System.getProperty("user.name") + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return System.getProperty("user.name");
    }
  }

  private DevloopException unwritable(IOException e) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "root-unwritable",
            "The local certificate authority cannot be made: " + e.getMessage() + ".",
            "The folder " + folder + " is not writable for you, or the disk is full.",
            "Make it writable, then devloop up."),
        e);
  }
}
