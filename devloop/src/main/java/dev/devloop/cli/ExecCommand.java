package dev.devloop.cli;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import java.io.IOException;
import java.util.ArrayList;
import picocli.CommandLine.Model.PositionalParamSpec;

final class ExecCommand extends FileCommand {

  private final Value<String> service =
      value(String.class, PositionalParamSpec.builder().index("0").paramLabel("SERVICE"));

  private final Values<String> command =
      words(PositionalParamSpec.builder().index("1..*").arity("1..*").paramLabel("CMD"));

  ExecCommand() {
    super("exec", "Run a program in a service: devloop exec SERVICE -- CMD ARGS");
    footer(
        "Examples:",
        "  devloop exec web -- sh",
        "  devloop exec db -- psql -U postgres < seed.sql");
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean terminal = Console.inIsTerminal() && Console.outIsTerminal();
    var answer =
        needDaemon()
            .get("/services/" + Names.checked(service.required()) + "/entry?terminal=" + terminal);
    var argv = new ArrayList<String>();
    var builder = new ProcessBuilder().inheritIO();
    answer
        .lines()
        .forEach(line -> {
          if (line.startsWith("arg ")) {
            argv.add(line.substring(4));
          } else if (line.startsWith("env ")) {
            int equals = line.indexOf('=');
            builder.environment().put(line.substring(4, equals), line.substring(equals + 1));
          }
        });
    argv.addAll(command.given());
    try {
      return builder.command(argv).start().waitFor();
    } catch (IOException e) {
      throw new DevloopException(
          ExitCode.PLATFORM,
          Problem.of(
              "docker-cli-missing",
              "Cannot run " + argv.getFirst() + ": " + e.getMessage(),
              "The docker command line is not installed or not on the PATH.",
              "apt-get install docker.io, or install Docker's CLI"),
          e);
    }
  }
}
