package dev.devloop.cli;

import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Look at this machine: what devloop needs, what to do.")
final class DoctorCommand extends FileCommand {

  @Override
  public Integer call() {
    return Host.run(List.of("doctor", configFile().toString()));
  }
}
