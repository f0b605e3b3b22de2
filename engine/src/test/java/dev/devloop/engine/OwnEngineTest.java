package dev.devloop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.devloop.core.Check;
import dev.devloop.core.DevloopException;
import dev.devloop.core.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnEngineTest {

  @TempDir Path folder;

  private EngineFolders folders() {
    return EngineFolders.of(Home.of(Map.of("DEVLOOP_HOME", folder.toString()), folder));
  }

  @Test
  void allThatItWritesIsBelowDevloopsHome() throws IOException {
    var json = new ObjectMapper().readTree(new OwnConfig(folders(), "0", false, false).json());
    for (var key : List.of("data-root", "exec-root", "pidfile")) {
      assertThat(json.get(key).asText()).startsWith(folder.toString());
    }
    assertThat(json.get("hosts").get(0).asText()).startsWith("unix://" + folder);
    assertThat(json.get("bridge").asText()).isEqualTo("devloop0");
  }

  @Test
  void theWrapperIsTheDefaultRuntimeOnlyWhereOneIsNeeded() throws IOException {
    var with = new ObjectMapper().readTree(new OwnConfig(folders(), "0", true, true).json());
    assertThat(with.get("default-runtime").asText()).isEqualTo("devloop-runc");
    assertThat(with.at("/runtimes/devloop-runc/path").asText())
        .isEqualTo(folders().runtime().toString());
    var without = new ObjectMapper().readTree(new OwnConfig(folders(), "0", false, true).json());
    assertThat(without.has("default-runtime")).isFalse();
    assertThat(without.has("runtimes")).isFalse();
  }

  @Test
  void cgroupsAreLeftToSystemdWhereItRuns() {
    assertThat(new OwnConfig(folders(), "0", false, false).json())
        .contains("cgroupdriver=cgroupfs");
    assertThat(new OwnConfig(folders(), "0", false, true).json()).doesNotContain("cgroupdriver");
  }

  @Test
  void theWrapperIsWantedWhereOnlyResourceIsMissing() {
    assertThat(capabilities("000001ffffffffff").wantWrapper()).isFalse();
    assertThat(capabilities("000001fffeffffff").wantWrapper()).isTrue();
    // an ordinary container, whose engine runs outside of it
    assertThat(capabilities("00000000a80425fb").wantWrapper()).isFalse();
    assertThat(Capabilities.parse(List.of()).wantWrapper()).isFalse();
  }

  private static Capabilities capabilities(String bounding) {
    return Capabilities.parse(List.of("Name:\tjava", "CapEff:\t00", "CapBnd:\t" + bounding));
  }

  @Test
  void doctorFailsWherePlainRuncLacksACapability() {
    var lacking = capabilities("000001fffeffffff");
    assertThat(EngineDoctor.capabilities(lacking, "runc").level()).isEqualTo(Check.Level.FAIL);
    assertThat(EngineDoctor.capabilities(lacking, "other").level()).isEqualTo(Check.Level.OK);
  }

  @Test
  void aPidfileOfSomebodyElsesProcessIsStale() throws IOException {
    var pidfile = Files.writeString(folder.resolve("pid"), "42\n");
    var mark = Path.of("/home/me/daemon.json");
    assertThat(OwnProcess.find(pidfile, mark, _ -> "dockerd\0--config-file\0" + mark))
        .contains(42L);
    assertThat(OwnProcess.find(pidfile, mark, _ -> "vim\0notes")).isEmpty();
    Files.writeString(pidfile, "");
    assertThat(OwnProcess.find(pidfile, mark, _ -> mark.toString())).isEmpty();
    assertThat(OwnProcess.find(folder.resolve("none"), mark, _ -> mark.toString())).isEmpty();
  }

  @Test
  void aStalePidfileIsRemoved() throws IOException {
    var pidfile =
        Files.writeString(folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
    OwnProcess.forget(pidfile, folder.resolve("daemon.json"));
    assertThat(pidfile).doesNotExist();
  }

  @Test
  void theBridgeGetsASubnetThatNobodyUses() {
    assertThat(Bridge.free(Set.of("127.", "172.17."))).isEqualTo("10.213.0");
    assertThat(Bridge.free(Set.of("10.213.0.", "10.213.1."))).isEqualTo("10.213.2");
    assertThat(Bridge.free(Set.of("10.", "192.168.255."))).isEqualTo("192.168.254");
    assertThatThrownBy(() -> Bridge.free(Set.of("10.", "192.168.")))
        .isInstanceOf(DevloopException.class);
  }

  @Test
  void packagesAreNamedForThePrograms() {
    var nothing = new Packages(new HostTools(List.of(folder)));
    assertThat(nothing.missing(Packages.ENGINE))
        .containsExactly("containerd", "docker.io", "iproute2", "iptables", "runc", "util-linux");
    assertThat(nothing.missing(List.of("debootstrap", "go"))).containsExactly("debootstrap");
    assertThat(nothing.usable()).isFalse();
  }

  @Test
  void everyKindOfMachineGetsItsAdvice() {
    assertThat(EngineAdvice.advice("Mac OS X", "")).contains("colima");
    assertThat(EngineAdvice.advice("Windows 11", "")).contains("WSL2");
    assertThat(EngineAdvice.advice("Linux", "6.6 microsoft-standard-WSL2")).contains("integration");
    assertThat(EngineAdvice.advice("Linux", "6.18")).contains("usermod -aG docker");
  }
}
