package dev.devloop.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Check.Level;
import dev.devloop.engine.BuiltImages.Built;
import dev.devloop.engine.EngineImage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindDoctorTest {

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
    lab.takenPorts.add(80);
  }

  @Test
  void a_port_of_another_program_is_a_warning_with_a_way_to_find_it() {
    var check = KindDoctor.port("http", 80, lab, Set.of());

    assertThat(check.level()).isEqualTo(Level.WARN);
    assertThat(check.fix()).contains("ss -ltnp", "8080");
  }

  @Test
  void a_port_of_the_clusters_own_proxy_is_fine() {
    assertThat(KindDoctor.port("http", 80, lab, Set.of(80)).level()).isEqualTo(Level.OK);
    assertThat(KindDoctor.port("http", 81, lab, Set.of()).level()).isEqualTo(Level.OK);
  }

  @Test
  void who_holds_how_much_of_the_disk_is_told() {
    lab.ready();
    lab.docker.answers.put(
        "du -sk /var/lib/registry", FakeDocker.ok("2000000\t/var/lib/registry\n"));
    lab.docker.answers.put("du -sk /var/lib/containerd", FakeDocker.ok("4000000\t/x\n"));
    var web =
        new EngineImage(
            "sha256:1", List.of("shop/web:1"), List.of(), Map.of(), 700_000_000, Instant.EPOCH);

    assertThat(
            KindDoctor.disk(
                    DiskUse.of(lab.docker, List.of(new Built(web, 500_000_000, Instant.EPOCH))))
                .detail())
        .isEqualTo(
            "1 built images in the engine 0.50 GB, registry 2.05 GB, node lab-control-plane 4.10 GB");
  }

  @Test
  void low_inotify_limits_come_with_the_command_that_raises_them() {
    assertThat(KindDoctor.limit("max_user_watches", 8192, 65_536).fix())
        .isEqualTo("sysctl fs.inotify.max_user_watches=524288");
    assertThat(KindDoctor.limit("max_user_watches", 65_536, 65_536).level()).isEqualTo(Level.OK);
  }

  @Test
  void names_that_lead_nowhere_come_with_the_line_for_the_hosts_file() {
    var checks = KindDoctor.names(Set.of("a.localhost", "b.shop.test", "shop.test"), _ -> false);

    assertThat(checks.getFirst().fix()).endsWith(": 127.0.0.1 a.localhost").contains("Chromium");
    assertThat(checks.getLast().level()).isEqualTo(Level.WARN);
    assertThat(checks.getLast().fix())
        .startsWith("Nothing leads there")
        .endsWith(": 127.0.0.1 b.shop.test shop.test");
    assertThat(KindDoctor.names(Set.of("a.localhost"), _ -> true).getFirst().level())
        .isEqualTo(Level.OK);
  }
}
