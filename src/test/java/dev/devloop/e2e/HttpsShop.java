package dev.devloop.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// The sample project in the shared cluster, for tests of HTTPS: what it trusts is in a home folder
/// of its own.
record HttpsShop(Project project, TrustOfMachine machine) {

  /// @param domain its own, since several may run at once
  static HttpsShop start(Projects projects, String domain) throws IOException {
    var sandbox = projects.sandbox();
    sandbox.ensureSharedCluster();
    var folder = sandbox.folder("https");
    for (var part : List.of("sample", Project.CONFIG)) {
      Folders.copy(Sandbox.checkout().resolve(part), folder.resolve(part));
    }
    var name = "shop-https" + sandbox.nextNumber();
    var project = projects.add(Project.settle(sandbox, folder, name, Sandbox.CLUSTER));
    project.edit(Project.CONFIG, "domain: dev.localhost", "domain: " + domain);
    var home = Files.createDirectories(sandbox.root().resolve(name + "-home"));
    var shop = new HttpsShop(project, new TrustOfMachine(sandbox, home));
    shop.devloop("up", "--yes").mustEndWith(0);
    return shop;
  }

  Devloop cli() {
    return project.cli().with("HOME", machine.home().toString());
  }

  Run devloop(String... args) {
    return cli().run(args);
  }
}
