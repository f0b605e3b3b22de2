package dev.devloop.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoresTest {

  @TempDir Path folder;
  private final FakePrograms programs = new FakePrograms();
  private Root root;
  private Path home;
  private Path bundle;

  @BeforeEach
  void makeMachine() throws IOException {
    root = new Authorities(folder.resolve("ca"), Clock.systemUTC()).root("shop.localhost");
    home = Files.createDirectories(folder.resolve("home"));
    bundle = Files.writeString(folder.resolve("bundle.crt"), "OTHERS\n");
  }

  private TrustStores stores() {
    return TrustStores.of(
        Map.of(), programs, new HostTrust(Optional.of(bundle)), folder.resolve("machine"), home);
  }

  private void folderOf(String store) throws IOException {
    Files.createDirectories(folder.resolve("machine").resolve(store));
  }

  /// As the programs of a system do it.
  private void updateBundle(List<String> argv) {
    if (argv.getLast().endsWith("update-ca-certificates")) {
      try {
        Files.writeString(bundle, "OTHERS\n" + root.pem());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  @Test
  void onDebianTheRootGoesIntoTheFolderForAdditionsAndTheListIsMadeAnew() throws IOException {
    folderOf("usr/local/share/ca-certificates");
    programs.having("update-ca-certificates");
    programs.exit =
        argv -> {
          updateBundle(argv);
          return 0;
        };
    var file =
        folder.resolve("machine/usr/local/share/ca-certificates") + "/" + root.fileName() + ".crt";
    assertThat(stores().trust(root))
        .extracting(StoreOutcome::kind)
        .containsExactly(StoreOutcome.Kind.ADDED);
    assertThat(programs.ran)
        .containsExactly(
            "sudo install -m 0644 " + root.file() + " " + file, "sudo /bin/update-ca-certificates");
    assertThat(stores().trust(root))
        .extracting(StoreOutcome::kind)
        .containsExactly(StoreOutcome.Kind.THERE);
    programs.ran.clear();
    programs.exit = _ -> 0;
    stores().untrust(root);
    assertThat(programs.ran)
        .containsExactly("sudo rm -f " + file, "sudo /bin/update-ca-certificates --fresh");
  }

  @Test
  void otherSystemsHaveTheirOwnFoldersAndPrograms() throws IOException {
    folderOf("etc/pki/ca-trust/source/anchors");
    programs.having("update-ca-trust");
    stores().trust(root);
    assertThat(programs.ran.getFirst())
        .contains("etc/pki/ca-trust/source/anchors/")
        .endsWith(".pem");
    assertThat(programs.ran.getLast()).isEqualTo("sudo /bin/update-ca-trust extract");
  }

  @Test
  void whoCannotBeRootIsToldTheCommands() throws IOException {
    folderOf("usr/local/share/ca-certificates");
    programs.having("update-ca-certificates").prefix = Optional.empty();
    var outcome = stores().trust(root).getFirst();
    assertThat(outcome.good()).isFalse();
    assertThat(outcome.how())
        .startsWith("run as root: install -m 0644 ")
        .endsWith(" && /bin/update-ca-certificates");
    assertThat(programs.ran).isEmpty();
  }

  @Test
  void aProgramThatFailsIsQuotedAndTheOtherStoresAreChangedAllTheSame() throws IOException {
    folderOf("usr/local/share/ca-certificates");
    Files.createDirectories(home.resolve(".pki/nssdb"));
    Files.writeString(home.resolve(".pki/nssdb/cert9.db"), "");
    programs.having("update-ca-certificates", "certutil");
    programs.exit = argv -> argv.contains("install") ? 1 : 0;
    programs.output = argv -> argv.contains("install") ? List.of("no space") : List.of();
    var outcomes = stores().trust(root);
    assertThat(outcomes.getFirst().how()).contains("no space", "by hand: sudo install");
    assertThat(programs.ran).anyMatch(line -> line.contains("certutil") && line.contains(" -A "));
  }

  @Test
  void chromiumGetsAStoreWhenItIsInstalledAndHasNone() {
    programs.having("chromium", "certutil");
    stores().trust(root);
    var db = "sql:" + home.resolve(".pki/nssdb");
    assertThat(programs.ran)
        .contains(
            "/bin/certutil -d " + db + " -N --empty-password",
            "/bin/certutil -d " + db + " -A -t C,, -n " + root.label() + " -i " + root.file());
    assertThat(home.resolve(".pki/nssdb")).isDirectory();
  }

  @Test
  void withoutABrowserThereIsNoStoreOfOne() {
    assertThat(stores().names()).isEmpty();
  }

  @Test
  void everyProfileOfFirefoxIsAStoreAndAMissingCertutilIsNamedWithItsPackage() throws IOException {
    for (var profile : List.of("a.default", "b.dev")) {
      Files.createDirectories(home.resolve(".mozilla/firefox").resolve(profile));
      Files.writeString(home.resolve(".mozilla/firefox").resolve(profile).resolve("cert9.db"), "");
    }
    var outcomes = stores().trust(root);
    assertThat(outcomes)
        .extracting(StoreOutcome::store)
        .containsExactly(
            "Firefox's store (" + home.resolve(".mozilla/firefox/a.default") + ")",
            "Firefox's store (" + home.resolve(".mozilla/firefox/b.dev") + ")");
    assertThat(outcomes.getFirst().how()).contains("apt-get install libnss3-tools", "by hand:");
  }

  @Test
  void aStoreWithAnotherCertificateOfThatNameHasNotTheRoot() throws IOException {
    Files.createDirectories(home.resolve(".pki/nssdb"));
    Files.writeString(home.resolve(".pki/nssdb/cert9.db"), "");
    programs.having("certutil");
    programs.output = _ -> List.of("-----BEGIN CERTIFICATE-----", "AAAA");
    assertThat(stores().look(root).values()).containsExactly(false);
    programs.output = _ -> root.pem().lines().map(line -> line + "\r").toList();
    assertThat(stores().look(root).values()).containsExactly(true);
    stores().untrust(root);
    assertThat(programs.ran.get(programs.ran.size() - 2)).endsWith("-D -n " + root.label());
  }

  @Test
  void javaIsLookedAtAndChangedByItsOwnTool() throws IOException, GeneralSecurityException {
    var cacerts = folder.resolve("machine/usr/lib/jvm/some/lib/security/cacerts");
    Files.createDirectories(cacerts.getParent());
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, "changeit".toCharArray());
    try (var out = Files.newOutputStream(cacerts)) {
      store.store(out, "changeit".toCharArray());
    }
    assertThat(stores().look(root).values()).containsExactly(false);
    stores().trust(root);
    assertThat(programs.ran.getFirst())
        .contains("keytool -importcert -noprompt", "-alias " + root.fileName(), cacerts.toString());
    store.setCertificateEntry("x", root.certificate());
    try (var out = Files.newOutputStream(cacerts)) {
      store.store(out, "changeit".toCharArray());
    }
    assertThat(stores().look(root).values()).containsExactly(true);
    stores().untrust(root);
    assertThat(programs.ran.getLast()).contains("keytool -delete -alias x -keystore");
  }

  @Test
  void windowsIsReachedFromWslByItsOwnCertutil() {
    programs.having("certutil.exe");
    programs.exit = argv -> argv.contains("-store") ? 1 : 0;
    programs.output =
        argv -> argv.getFirst().equals("wslpath") ? List.of("C:\\root.crt") : List.of();
    stores().trust(root);
    assertThat(programs.ran).contains("/bin/certutil.exe -user -f -addstore Root C:\\root.crt");
  }

  @Test
  void containersGetWhatTheHostTrusts() {
    assertThat(new HostTrust(Optional.of(bundle)).certificates()).isEqualTo("OTHERS\n");
    assertThat(new HostTrust(Optional.empty()).certificates())
        .as("of this Java")
        .contains("BEGIN CERTIFICATE");
  }
}
