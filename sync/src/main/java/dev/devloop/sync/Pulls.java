package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.PullRule;
import dev.devloop.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings files of containers back to the host: never over a change of the host that the container
/// has not seen. Used by one thread.
final class Pulls {

  private final ServiceName service;
  private final List<PullRule> rules;
  private final KnownHashes common;
  private final Map<String, Path> incoming = new HashMap<>();
  private final Map<String, Path> complete = new HashMap<>();
  private final Path temp;

  /// @param folder of state
  Pulls(ServiceName service, List<PullRule> rules, Path folder) {
    this.service = service;
    this.rules = rules;
    this.temp = folder.resolve("pulled");
    this.common = KnownHashes.open(folder.resolve(service.value() + ".pulled"));
  }

  /// What came of a pulled entry.
  sealed interface Result {
    /// The host has it already.
    record Same() implements Result {}

    record Written(Path host) implements Result {}

    record Refused(Path host, String path, String pod) implements Result {}
  }

  List<String> paths() {
    return rules.stream().map(PullRule::from).distinct().toList();
  }

  /// Where a path of the container goes on the host.
  Optional<Path> host(String path) {
    for (var rule : rules.reversed()) {
      var from =
          rule.from().endsWith("/") && rule.from().length() > 1
              ? rule.from().substring(0, rule.from().length() - 1)
              : rule.from();
      if (path.equals(from)) {
        return Optional.of(rule.to());
      }
      if (path.startsWith(from + "/")) {
        // a name cannot lead out of the folder: the agent sends clean paths, and it is checked
        var host = rule.to().resolve(path.substring(from.length() + 1)).normalize();
        return host.startsWith(rule.to()) ? Optional.of(host) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Whether the host's path is as a container last had it: its change is no change of the host's.
  boolean isFromContainer(Path host, String hash) {
    return common.is(host, hash);
  }

  /// Likewise, for a path whose content is not known here.
  boolean isAsPulled(Path host) {
    try {
      return !common.isUnknown(host) && common.is(host, state(host));
    } catch (IOException _) {
      return false;
    }
  }

  /// A content that is too large for one frame.
  void blob(Frame frame) throws IOException {
    var id = Json.text(frame.header(), "id");
    Files.createDirectories(temp);
    var file = incoming.computeIfAbsent(id, i -> temp.resolve(service + "-" + i));
    Files.write(file, frame.body(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (Json.flag(frame.header(), "last")) {
      incoming.remove(id);
      complete.put(Json.text(frame.header(), "h"), file);
    }
  }

  /// @param sent what the host last sent for the path, if it did
  Optional<Result> pulled(Frame frame, Optional<Entry> sent) throws IOException {
    if (!(frame.header().get("entry") instanceof Map<?, ?> object)) {
      return Optional.empty();
    }
    var entry = Json.entry(object);
    var host = host(entry.path());
    if (host.isEmpty() || entry.kind() == Entry.Kind.FOLDER) {
      return Optional.empty();
    }
    try {
      return Optional.of(take(entry, host.get(), frame, sent));
    } finally {
      var left = complete.remove(entry.hash());
      if (left != null) {
        Files.deleteIfExists(left);
      }
    }
  }

  private Result take(Entry entry, Path host, Frame frame, Optional<Entry> sent)
      throws IOException {
    var there = state(host);
    var wanted = state(entry);
    if (there.equals(wanted)) {
      common.put(host, wanted);
      return new Result.Same();
    }
    var known =
        common.is(host, there)
            || (there.isEmpty() && common.isUnknown(host))
            || sent.map(Pulls::state).filter(there::equals).isPresent();
    if (!known) {
      return new Result.Refused(host, entry.path(), Json.text(frame.header(), "pod"));
    }
    // noted before it is done: the event of the write must find it
    common.put(host, wanted);
    write(entry, host, frame.body());
    return new Result.Written(host);
  }

  private void write(Entry entry, Path host, byte[] body) throws IOException {
    if (entry.kind() == Entry.Kind.GONE) {
      Files.deleteIfExists(host);
      return;
    }
    Files.createDirectories(host.getParent());
    var fresh = host.resolveSibling(".devloop-pull-" + host.getFileName());
    Files.deleteIfExists(fresh);
    if (entry.kind() == Entry.Kind.LINK) {
      Files.createSymbolicLink(fresh, Path.of(entry.link()));
    } else {
      var large = complete.get(entry.hash());
      if (large == null) {
        Files.write(fresh, body);
      } else {
        Files.copy(large, fresh);
      }
      var mode =
          Files.exists(host, LinkOption.NOFOLLOW_LINKS) && Files.isRegularFile(host)
              ? Files.getPosixFilePermissions(host)
              : PosixFilePermissions.fromString(permissions(entry.mode()));
      Files.setPosixFilePermissions(fresh, mode);
      if (!Sha256.hex(fresh).equals(entry.hash())) {
        Files.delete(fresh);
        throw new IOException(entry.path() + " did not arrive whole");
      }
    }
    Files.move(fresh, host, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String permissions(int mode) {
    var text = new StringBuilder();
    var bits = mode == Entry.ANY ? 0644 : mode;
    for (var i = 8; i >= 0; i--) {
      text.append((bits >> i & 1) == 1 ? "rwx".charAt((8 - i) % 3) : '-');
    }
    return text.toString();
  }

  /// @return hash or link text; empty when there is nothing
  private static String state(Path host) throws IOException {
    if (Files.isSymbolicLink(host)) {
      return "-> " + Files.readSymbolicLink(host);
    }
    return Files.isRegularFile(host) ? Sha256.hex(host) : "";
  }

  private static String state(Entry entry) {
    return entry.kind() == Entry.Kind.LINK ? "-> " + entry.link() : entry.hash();
  }
}
