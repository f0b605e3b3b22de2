package dev.devloop.host;

import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Home;
import dev.devloop.core.Problem;
import dev.devloop.daemon.Platform;
import dev.devloop.daemon.ProjectLook;
import dev.devloop.engine.EngineSetup;
import dev.devloop.project.ProjectFiles;
import dev.devloop.ui.Rows;
import dev.devloop.ui.StatusJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One method for each kind of work.
final class HostWork {

  private final Map<String, String> env;
  private final Home home;
  private final Platform platform;
  private final ProjectFiles files;
  private final List<String> options;

  HostWork(
      Map<String, String> env,
      Home home,
      Platform platform,
      ProjectFiles files,
      List<String> options) {
    this.env = env;
    this.home = home;
    this.platform = platform;
    this.files = files;
    this.options = options;
  }

  ExitCode run(String work) throws InterruptedException {
    return switch (work) {
      case "setup" -> setUp(false);
      case "engine-start" -> setUp(true);
      case "engine-stop" -> engineStop();
      case "engine-status" -> engineStatus();
      case "status" -> status();
      case "validate" -> validate();
      case "down" -> down();
      case "pause" -> pause();
      case "recreate" -> recreate();
      case "doctor" -> doctor();
      case "clean" -> clean();
      case "trust" -> new TrustWork(env, home, files.config(), options).trust();
      case "untrust" -> new TrustWork(env, home, files.config(), options).untrust();
      default -> throw new IllegalArgumentException(work);
    };
  }

  private EngineSetup setup() {
    return EngineSetup.of(env, home, platform.recipes(List.of()));
  }

  /// Names what is missing, asks once on a terminal, does it.
  private ExitCode setUp(boolean tell) {
    var answering = platform.answering();
    if (answering.isPresent()) {
      if (tell) {
        System.out.println("an engine runs: " + answering.get());
      }
      return ExitCode.OK;
    }
    var setup = setup();
    var plan = setup.plan();
    System.err.println("This machine has no container engine that answers. To do:");
    plan.forEach(step -> System.err.println("  - " + step.title()));
    boolean asks = plan.stream().anyMatch(s -> s.asks());
    if (asks && !options.contains("--yes") && !new Question(System.in, System.err).agreed()) {
      System.err.println("nothing was done");
      return ExitCode.PLATFORM;
    }
    var address = setup.run(new Printed(System.err));
    System.err.println("an engine runs: " + address);
    return ExitCode.OK;
  }

  private ExitCode engineStop() {
    System.out.println(
        setup().stop() ? "devloop's engine was stopped" : "no engine of devloop's own runs");
    return ExitCode.OK;
  }

  private ExitCode engineStatus() {
    if (json()) {
      return Documents.print(Documents.engine(platform.answering()));
    }
    System.out.println(platform.engine().address());
    return ExitCode.OK;
  }

  private boolean json() {
    return options.contains("--json");
  }

  private ExitCode status() throws InterruptedException {
    var snapshot = new ProjectLook(platform, files).look();
    if (json()) {
      System.out.println(StatusJson.of(snapshot));
    } else {
      Rows.text(snapshot).forEach(System.out::println);
    }
    return snapshot.state().configProblems().isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }

  private ExitCode validate() {
    if (json()) {
      return Documents.print(Documents.validation(files.config(), problems()));
    }
    new ProjectLook(platform, files).check();
    return ExitCode.OK;
  }

  private List<Problem> problems() {
    try {
      new ProjectLook(platform, files).check();
      return List.of();
    } catch (DevloopException e) {
      return e.problems();
    }
  }

  private ExitCode down() {
    new ProjectLook(platform, files).down(options.contains("--delete"), new Printed(System.out));
    return ExitCode.OK;
  }

  /// Says what of the cluster is to be made anew, asks, does it.
  private ExitCode recreate() {
    boolean done = new ProjectLook(platform, files).recreate(this::agreed, new Printed(System.out));
    if (!done) {
      System.err.println("nothing was done");
    }
    return done ? ExitCode.OK : ExitCode.USAGE;
  }

  private boolean agreed(List<String> parts) {
    System.err.println("To be made anew:");
    parts.forEach(part -> System.err.println("  - " + part));
    return options.contains("--yes") || new Question(System.in, System.err).agreed();
  }

  private ExitCode pause() {
    new ProjectLook(platform, files).pause(options.contains("--all"), new Printed(System.out));
    return ExitCode.OK;
  }

  private ExitCode doctor() {
    var checks = new Doctor(env, home, files).checks();
    if (json()) {
      return Documents.print(Documents.doctor(checks));
    }
    int width = checks.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (var check : checks) {
      System.out.println(
          ("%-4s  %-" + width + "s  %s")
              .formatted(
                  check.level().name().toLowerCase(Locale.ROOT), check.name(), check.detail()));
      if (!check.fix().isEmpty()) {
        System.out.println("      " + " ".repeat(width) + "  fix: " + check.fix());
      }
    }
    boolean bad = checks.stream().anyMatch(c -> c.level() == Check.Level.FAIL);
    return bad ? ExitCode.PLATFORM : ExitCode.OK;
  }

  private ExitCode clean() {
    long freed = platform.recipes(List.of()).clean();
    System.out.println("freed " + freed / (1024 * 1024) + " MB");
    return ExitCode.OK;
  }
}
