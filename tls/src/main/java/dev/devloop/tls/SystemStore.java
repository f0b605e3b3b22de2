package dev.devloop.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The certificates that the programs of a Linux system trust: a folder for additions, and a
/// program that makes one list of them.
///
/// @param folder for additions
/// @param ending of the files there
/// @param update makes the list
record SystemStore(
    Programs programs, HostTrust trust, Path folder, String ending, List<String> update)
    implements TrustStore {

  /// Debian and Ubuntu and Alpine; Fedora and Red Hat; Arch; openSUSE.
  static Optional<SystemStore> find(Programs programs, HostTrust trust, Path root) {
    return Stream.of(
            new SystemStore(
                programs,
                trust,
                root.resolve("usr/local/share/ca-certificates"),
                ".crt",
                List.of("update-ca-certificates")),
            new SystemStore(
                programs,
                trust,
                root.resolve("etc/pki/ca-trust/source/anchors"),
                ".pem",
                List.of("update-ca-trust", "extract")),
            new SystemStore(
                programs,
                trust,
                root.resolve("etc/ca-certificates/trust-source/anchors"),
                ".crt",
                List.of("trust", "extract-compat")),
            new SystemStore(
                programs,
                trust,
                root.resolve("usr/share/pki/trust/anchors"),
                ".pem",
                List.of("update-ca-certificates")))
        .filter(one -> Files.isDirectory(one.folder()) && programs.has(one.update().getFirst()))
        .findFirst();
  }

  @Override
  public String name() {
    return "the system's store (" + folder + ")";
  }

  @Override
  public boolean has(Root root) {
    return trust.trusts(root);
  }

  private Path file(Root root) {
    return folder.resolve(root.fileName() + ending);
  }

  @Override
  public void add(Root root) {
    programs.runAsRoot(
        List.of(
            List.of("install", "-m", "0644", root.file().toString(), file(root).toString()),
            command()));
  }

  @Override
  public void remove(Root root) {
    programs.runAsRoot(List.of(List.of("rm", "-f", file(root).toString()), afterRemoval()));
  }

  /// Without it links to what is gone would stay behind.
  private List<String> afterRemoval() {
    return update.getFirst().equals("update-ca-certificates")
        ? Stream.concat(command().stream(), Stream.of("--fresh")).toList()
        : command();
  }

  private List<String> command() {
    return Stream.concat(
            Stream.of(
                programs.find(update.getFirst()).map(Path::toString).orElse(update.getFirst())),
            update.stream().skip(1))
        .toList();
  }
}
