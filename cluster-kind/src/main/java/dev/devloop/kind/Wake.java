package dev.devloop.kind;

/// Wakes a frozen cluster before anything else is looked at: from then on it answers.
final class Wake implements Step {

  @Override
  public String title() {
    return "Wake the cluster";
  }

  @Override
  public void run(Bringup bringup) {
    new Freeze(bringup.host(), bringup.cluster()).wake();
  }
}
