package dev.devloop.kind;

/// The storage class for volumes. kind applies it from the node image; where that did not happen it
/// is done now.
final class Storage implements Step {

  private static final String MANIFEST = "/kind/manifests/default-storage.yaml";

  @Override
  public String title() {
    return "Storage class";
  }

  @Override
  public void run(Bringup bringup) {
    if (bringup.creating()
        && bringup.kubectl().output("get", "storageclass", "-o", "name").isBlank()) {
      bringup.kubectl().output("apply", "-f", MANIFEST);
    }
  }
}
