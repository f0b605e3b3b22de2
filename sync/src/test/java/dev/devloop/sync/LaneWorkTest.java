package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.config.ServiceConfig;
import dev.devloop.files.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaneWorkTest {

  @TempDir Path temp;

  /// The list of a folder is older than what was told of it since.
  @Test
  void whatChangedSinceAFolderWasListedIsSent() throws Exception {
    var source = Files.createDirectories(temp.resolve("project/src"));
    Files.writeString(source.resolve("gone.txt"), "gone");
    Files.writeString(source.resolve("stays.txt"), "stays");
    var rules = ServiceRules.read(web(), temp.resolve("project"));
    var work = work(rules, (_, _) -> {});

    var listed = list(source);
    Files.delete(source.resolve("gone.txt"));
    Files.writeString(source.resolve("new.txt"), "new");
    var told =
        List.of(source.resolve("gone.txt"), source.resolve("new.txt")).stream()
            .map(path -> new LaneWork.Changed(path, rules.fate(path)))
            .toList();
    work.changed(told, System.nanoTime());
    work.scan(listed);

    var sent = new ByteArrayOutputStream();
    work.attached(new Session(sent, () -> {}), 0, "another tree");
    assertThat(entries(sent)).contains("f /app/new.txt", "f /app/stays.txt");
    assertThat(entries(sent)).doesNotContain("f /app/gone.txt");
  }

  @Test
  void allIsLookedAtInAThreadOfLowPriority() throws Exception {
    var source = Files.createDirectories(temp.resolve("project/src"));
    Files.writeString(source.resolve("a.txt"), "a");
    var priorities = new HashSet<Integer>();
    var rules = ServiceRules.read(web(), temp.resolve("project"));

    work(rules, (_, _) -> priorities.add(Thread.currentThread().getPriority())).scan(new Listed());

    assertThat(priorities).containsExactly(Thread.MIN_PRIORITY);
  }

  /// One that is as it was, but cannot be read whole at this moment.
  @Test
  void whatAContainerLacksIsSentOnceItCanBeRead() throws Exception {
    var source = Files.createDirectories(temp.resolve("project/src"));
    var large = Files.write(source.resolve("large"), new byte[5 << 20]);
    var work = work(ServiceRules.read(web(), temp.resolve("project")), (_, _) -> {});
    work.scan(new Listed());
    var sent = new ByteArrayOutputStream();
    var session = new Session(sent, () -> {});
    work.attached(session, 0, "another tree");
    sent.reset();

    Files.setLastModifiedTime(large, FileTime.from(Instant.now()));
    work.receive(session, lacking("/app/large"));

    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (entries(sent).isEmpty() && System.nanoTime() < until) {
      work.pump();
      LockSupport.parkNanos(work.wakeUp().orElseThrow().toNanos());
    }
    assertThat(entries(sent)).containsExactly("f /app/large");
  }

  private static Frame lacking(String path) {
    var header = Map.of("t", "container", "id", "1", "state", "started", "lacking", List.of(path));
    return new Frame(header, new byte[0]);
  }

  private ServiceConfig web() {
    return Services.service("web", temp.resolve("project")).sync("src", "/app").config();
  }

  private LaneWork work(ServiceRules rules, Seen seen) {
    var config = new SyncConfig("p", temp.resolve("project"), temp.resolve("state"));
    return new LaneWork(web(), rules, config, seen, new Heard());
  }

  private static Listed list(Path folder) throws IOException {
    var children = new ArrayList<Listed.Child>();
    try (var all = Files.newDirectoryStream(folder)) {
      for (var path : all) {
        children.add(new Listed.Child(path, FileStat.of(path)));
      }
    }
    var listed = new Listed();
    listed.add(folder, children);
    return listed;
  }

  private static List<String> entries(ByteArrayOutputStream sent) throws IOException {
    var bytes = sent.toByteArray();
    var entries = new ArrayList<String>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        for (var entry : Json.objects(Frame.read(in).header(), "entries")) {
          entries.add(Json.text(entry, "k") + " " + Json.text(entry, "p"));
        }
      }
    }
    return entries;
  }
}
