package dev.devloop.kind;

/// All steps are done: the state folder says so.
final class Finish implements Step {

  @Override
  public String title() {
    return "Cluster is ready";
  }

  @Override
  public void run(Bringup bringup) {
    var files = bringup.host().files();
    var record = files.record(bringup.cluster());
    if (record.creating()) {
      files.save(bringup.cluster(), record.creating(false));
    }
  }
}
