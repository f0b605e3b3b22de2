package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.ServiceName;
import dev.devloop.files.FileStat;
import dev.devloop.files.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is done to the host, and whatever is killed meanwhile: in the end the containers hold
/// what the host holds.
final class AnyEditsTest {

  private static final int EDITS = 1000;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path temp;
  final FakeAgent agent = new FakeAgent();
  private int containers;
  private boolean watched;

  @SuppressWarnings("NullAway.Init") // at the beginning of each test
  ProjectSync sync;

  /// @param watches whether folders are watched, or looked at now and then
  @ParameterizedTest
  @CsvSource({"1, true", "20, true", "300, true", "1, false", "20, false", "300, false"})
  void hostEqualsContainer(long seed, boolean watches) throws Exception {
    watched = watches;
    var random = new Random(seed);
    var project = Files.createDirectories(temp.resolve("project"));
    var src = Files.createDirectories(project.resolve("src"));
    var edits = new RandomEdits(src, random);
    sync = start(project);
    for (var i = 0; i < EDITS; i++) {
      edits.one();
      if (random.nextInt(60) == 0) {
        sync = disturb(sync, project, random);
      }
      if (random.nextInt(300) == 0) {
        compare(sync, src, seed + "/" + i);
      }
    }
    compare(sync, src, seed + "/end");
    assertThat(sync.verify(Set.of(), LONG).equal()).isTrue();
    sync.close();
  }

  private ProjectSync start(Path project) {
    var config = new SyncConfig("p", project, temp.resolve("state"));
    var sync =
        ProjectSync.start(
            config, agent, new Heard(), watched ? FolderWatch.open() : Optional.empty());
    sync.services(List.of(Services.service("web", project).built().sync("src", "/app").config()));
    sync.reachable();
    return sync;
  }

  private ProjectSync disturb(ProjectSync sync, Path project, Random random) {
    var web = new ServiceName("web");
    switch (random.nextInt(6)) {
      case 0, 1 -> agent.kill();
      case 2 -> agent.start("web", "c" + containers++, new FakeAgent.Container("i"));
      case 3 -> {
        if (containers > 0) {
          agent.stop("web", "c" + random.nextInt(containers));
        }
      }
      case 4 -> {
        sync.pause(Set.of(web));
        sync.resume(Set.of(web));
      }
      default -> {
        sync.close();
        return start(project);
      }
    }
    return sync;
  }

  private void compare(ProjectSync sync, Path src, String when) throws Exception {
    var last = "c" + containers++;
    agent.start("web", last, new FakeAgent.Container("i"));
    assertThat(sync.awaitSynced(Optional.empty(), LONG)).as(when).isEmpty();
    // a container that began just now gets its contents when it asks for them
    var until = System.nanoTime() + LONG.toNanos();
    while (!different(src).isEmpty() && System.nanoTime() < until) {
      Thread.sleep(5);
    }
    assertThat(different(src)).as("seed/edit %s", when).isEmpty();
  }

  private Set<String> different(Path src) throws Exception {
    var host = host(src);
    var different = new TreeSet<String>();
    for (var id : agent.running("web")) {
      var there = new TreeMap<String, String>();
      agent.files("web", id).forEach((path, entry) -> there.put(path, text(entry)));
      var paths = new TreeSet<>(host.keySet());
      paths.addAll(there.keySet());
      paths.stream()
          .filter(path -> !Objects.equals(host.get(path), there.get(path)))
          .forEach(
              path -> different.add(id + path + ": " + host.get(path) + ", " + there.get(path)));
    }
    return different;
  }

  private static Map<String, String> host(Path src) throws Exception {
    var host = new TreeMap<String, String>();
    try (var all = Files.walk(src)) {
      for (var path : all.toList()) {
        var target = path.equals(src) ? "/app" : "/app/" + src.relativize(path);
        var about = FileStat.of(path);
        host.put(
            target,
            about.isLink()
                ? "l " + Files.readSymbolicLink(path)
                : about.isFolder()
                    ? "d " + (path.equals(src) ? Entry.ANY : about.permissions())
                    : "f " + about.permissions() + " " + Sha256.hex(path));
      }
    }
    return host;
  }

  private static String text(Entry entry) {
    return switch (entry.kind()) {
      case LINK -> "l " + entry.link();
      case FOLDER -> "d " + entry.mode();
      default -> "f " + entry.mode() + " " + entry.hash();
    };
  }
}
