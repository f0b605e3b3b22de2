package dev.devloop.tls;

import java.util.List;

/// The keychain of macOS, which Safari, Chrome and the system's programs look at.
record MacStore(Programs programs, HostTrust trust) implements TrustStore {

  static final String KEYCHAIN = "/Library/Keychains/System.keychain";

  @Override
  public String name() {
    return "the system's keychain (" + KEYCHAIN + ")";
  }

  @Override
  public boolean has(Root root) {
    return trust.trusts(root);
  }

  @Override
  public void add(Root root) {
    programs.runAsRoot(
        List.of(
            List.of(
                "security",
                "add-trusted-cert",
                "-d",
                "-r",
                "trustRoot",
                "-k",
                KEYCHAIN,
                root.file().toString())));
  }

  @Override
  public void remove(Root root) {
    programs.runAsRoot(
        List.of(List.of("security", "remove-trusted-cert", "-d", root.file().toString())));
  }
}
