package dev.devloop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DaemonsTest {

  /// Says whether the JVM passes priorities of threads on to the system.
  static final class Priorities {
    private Priorities() {}

    public static void main(String[] arguments) {
      var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      System.out.println("policy " + options.getVMOption("ThreadPriorityPolicy").getValue());
      System.out.println("warnings " + options.getVMOption("PrintWarnings").getValue());
    }
  }

  @Test
  void prioritiesOfThreadsCountInADaemonAndNothingIsSaidOfIt() throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(Daemons.JVM);
    var classes =
        Path.of(Priorities.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.addAll(List.of("-cp", classes.toString(), Priorities.class.getName()));

    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said.lines()).containsExactly("policy 1", "warnings false");
  }
}
