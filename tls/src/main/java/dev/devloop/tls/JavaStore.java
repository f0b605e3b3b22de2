package dev.devloop.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The certificates that a Java trusts. Where a system keeps one list for all of them, adding to
/// the system's store has done it already.
///
/// @param file its `cacerts`, links followed
/// @param keytool that changes it
record JavaStore(Programs programs, Path file, Path keytool) implements TrustStore {

  /// Every Java has it unless somebody changed it.
  private static final String PASSWORD = "changeit";

  /// The Javas of this machine: of JAVA_HOME and the PATH, those of the system and of SDKMAN.
  static List<TrustStore> find(Programs programs, Map<String, String> env, Path root, Path home) {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var files = new LinkedHashSet<Path>();
    Stream.of(
            Optional.ofNullable(env.get("JAVA_HOME")).map(Path::of).stream(),
            programs.find("java").flatMap(JavaStore::homeOf).stream(),
            children(root.resolve("usr/lib/jvm")),
            children(home.resolve(".sdkman/candidates/java")))
        .flatMap(homes -> homes)
        .flatMap(folder -> cacerts(folder).stream())
        .forEach(files::add);
    return files.stream().<TrustStore>map(f -> new JavaStore(programs, f, keytool)).toList();
  }

  private static Optional<Path> homeOf(Path java) {
    try {
      return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var all = Files.list(folder)) {
      return all.sorted().toList().stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  /// Of Java 8 it is in another place.
  private static Optional<Path> cacerts(Path javaHome) {
    for (var place : Set.of("lib/security/cacerts", "jre/lib/security/cacerts")) {
      try {
        var file = javaHome.resolve(place).toRealPath();
        if (Files.isReadable(file)) {
          return Optional.of(file);
        }
      } catch (IOException _) {
        // not there
      }
    }
    return Optional.empty();
  }

  @Override
  public String name() {
    return "Java's store (" + file + ")";
  }

  @Override
  public boolean has(Root root) {
    return name(root).isPresent();
  }

  /// What the store calls it: the system's own program may have brought it there.
  private Optional<String> name(Root root) {
    try {
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      return Optional.ofNullable(store.getCertificateAlias(root.certificate()));
    } catch (IOException | GeneralSecurityException _) {
      return Optional.empty(); // adding to it will say what is wrong
    }
  }

  @Override
  public void add(Root root) {
    run(
        List.of(
            "-importcert",
            "-noprompt",
            "-trustcacerts",
            "-alias",
            alias(root),
            "-file",
            root.file().toString()));
  }

  @Override
  public void remove(Root root) {
    run(List.of("-delete", "-alias", name(root).orElse(alias(root))));
  }

  private static String alias(Root root) {
    return root.fileName();
  }

  private void run(List<String> action) {
    var argv =
        Stream.of(
                Stream.of(keytool.toString()),
                action.stream(),
                Stream.of("-keystore", file.toString(), "-storepass", PASSWORD))
            .flatMap(words -> words)
            .toList();
    if (Files.isWritable(file)) {
      programs.mustSucceed(programs.run(argv), Programs.shown(List.of(argv), List.of()));
    } else {
      programs.runAsRoot(List.of(argv));
    }
  }
}
