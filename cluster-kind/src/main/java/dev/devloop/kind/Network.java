package dev.devloop.kind;

/// The network of nodes, registry and proxies: in it they find each other by name.
final class Network implements Step {

  @Override
  public String title() {
    return "Network " + Names.NETWORK;
  }

  @Override
  public void run(Bringup bringup) {
    bringup.docker().ensureNetwork(Names.NETWORK, Names.role("network"));
  }
}
