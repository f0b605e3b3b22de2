package dev.devloop.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A certificate database of Chromium or of a profile of Firefox.
///
/// @param browser whose it is
/// @param folder of the database; Chromium's is made when it is not there
record NssStore(Programs programs, String browser, Path folder) implements TrustStore {

  private static final List<String> CHROMIUMS =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "brave-browser",
          "microsoft-edge");

  private static final List<String> SHARED =
      List.of(
          ".pki/nssdb",
          ".local/share/pki/nssdb",
          "snap/chromium/current/.pki/nssdb",
          ".var/app/org.chromium.Chromium/data/pki/nssdb",
          ".var/app/com.google.Chrome/data/pki/nssdb");

  private static final List<String> FIREFOX =
      List.of(
          ".mozilla/firefox",
          "snap/firefox/common/.mozilla/firefox",
          ".var/app/org.mozilla.firefox/.mozilla/firefox",
          ".config/mozilla/firefox",
          "Library/Application Support/Firefox/Profiles");

  /// Those of a user. Browsers of the Chromium family share one.
  static List<TrustStore> find(Programs programs, Path home) {
    var found = new ArrayList<TrustStore>();
    SHARED.stream()
        .map(home::resolve)
        .filter(NssStore::isDatabase)
        .forEach(folder -> found.add(new NssStore(programs, "Chromium", folder)));
    if (found.isEmpty() && CHROMIUMS.stream().anyMatch(programs::has)) {
      found.add(new NssStore(programs, "Chromium", home.resolve(SHARED.getFirst())));
    }
    FIREFOX.stream()
        .map(home::resolve)
        .flatMap(NssStore::profiles)
        .forEach(folder -> found.add(new NssStore(programs, "Firefox", folder)));
    return found;
  }

  private static Stream<Path> profiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var all = Files.list(folder)) {
      return all.filter(NssStore::isDatabase).sorted().toList().stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  private static boolean isDatabase(Path folder) {
    return Files.exists(folder.resolve("cert9.db"));
  }

  @Override
  public String name() {
    return browser + "'s store (" + folder + ")";
  }

  @Override
  public boolean has(Root root) {
    if (!programs.has("certutil") || !isDatabase(folder)) {
      return false;
    }
    var shown = programs.run(certutil("-L", "-n", root.label(), "-a"));
    return shown.ok() && pem(shown.output()).equals(pem(root.pem().lines().toList()));
  }

  private static String pem(List<String> lines) {
    return String.join("", lines.stream().map(String::strip).toList());
  }

  @Override
  public void add(Root root) {
    needCertutil(root, "-A -t C,, -i " + root.file());
    if (!isDatabase(folder)) {
      make();
    }
    var argv = certutil("-A", "-t", "C,,", "-n", root.label(), "-i", root.file().toString());
    programs.mustSucceed(programs.run(argv), Programs.shown(List.of(argv), List.of()));
  }

  private void make() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Programs.failure("store-refused", "cannot be made: " + e.getMessage());
    }
    var argv = certutil("-N", "--empty-password");
    programs.mustSucceed(programs.run(argv), Programs.shown(List.of(argv), List.of()));
  }

  @Override
  public void remove(Root root) {
    if (!isDatabase(folder)) {
      return;
    }
    needCertutil(root, "-D");
    var argv = certutil("-D", "-n", root.label());
    programs.mustSucceed(programs.run(argv), Programs.shown(List.of(argv), List.of()));
  }

  private void needCertutil(Root root, String action) {
    if (!programs.has("certutil")) {
      throw Programs.failure(
          "store-tool-missing",
          "certutil is missing: apt-get install libnss3-tools (Fedora: nss-tools; Arch: nss;"
              + " macOS: brew install nss), then again\n"
              + "by hand: certutil -d sql:%s -n '%s' %s".formatted(folder, root.label(), action));
    }
  }

  private List<String> certutil(String... words) {
    var argv = new ArrayList<String>();
    argv.add(programs.find("certutil").map(Path::toString).orElse("certutil"));
    argv.addAll(List.of("-d", "sql:" + folder));
    argv.addAll(List.of(words));
    return argv;
  }
}
