package bench;

/// 50,000 watched files, and nobody touches them.
final class Idle {

  private Idle() {}

  static void run(Place place) throws Exception {
    var project = place.project("idle", Project.SITE).withSite();
    Folders.fill(project.site(), 50_000);
    try (project) {
      project.up();
      Figures.say("Waiting 60 s, then measuring the daemon for 60 s");
      Thread.sleep(60_000);
      var daemon = Daemon.of(project);
      Figures.row("50,000 watched files: daemon, memory", daemon.megabytes("VmRSS") + " MB", "");
      Figures.row("50,000 watched files: daemon, CPU when idle", daemon.idle(), "1 %");
    }
  }
}
