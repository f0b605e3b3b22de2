package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Thousands of edits while pods, containers and streams are killed. `-Dseed=NUMBER` repeats a
/// failed run's edits in place of the fresh ones.
final class SyncAtRandomTest {

  private static final int EDITS = 3000;
  private static final int BURST = 50;

  /// Bursts between two kills: 24 kills in all.
  private static final int APART = 5;

  private static final int KILLS = 2;

  private static SyncedFolder synced;

  @BeforeAll
  static void aProjectWithShellAndWithout(Projects projects) throws IOException {
    var project = projects.open("random");
    Git.init(project.folder());
    project.up();
    synced = new SyncedFolder(project, "app/tree", "/data/tree", Map.of("shell", 2, "bare", 1));
    synced.mustBeEqual();
  }

  static LongStream seeds() {
    return LongStream.of(1, 2, 3, Long.getLong("seed", System.nanoTime()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hostEqualsContainerAfterEditsAndKills(long seed) throws InterruptedException {
    try {
      var edits = new RandomEdits(synced.folder(), synced.project().folder(), seed);
      edits.clear();
      int kills = scribble(edits, new Random(seed));
      assertThat(kills).isGreaterThanOrEqualTo(20);
      synced.mustBeEqual();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static int scribble(RandomEdits edits, Random random) throws InterruptedException {
    int kills = 0;
    int bursts = EDITS / BURST;
    for (int burst = 0; burst < bursts; burst++) {
      for (int i = 0; i < BURST; i++) {
        edits.next();
      }
      if (burst % APART < KILLS) {
        kill(kills++);
      }
      switchBranch(burst, edits);
      // some bursts run into each other, others do not
      Thread.sleep(random.nextInt(60));
    }
    return kills;
  }

  private static void kill(int number) {
    var kills = new Kills(synced);
    var all =
        List.<Runnable>of(
            kills::container,
            kills::stream,
            kills::pod,
            kills::streamInNode,
            kills::container,
            kills::pod);
    if (number == 9) {
      kills.agent();
    }
    all.get(number % all.size()).run();
  }

  /// To a branch of some bursts ago and back: files get older, and come and go by the hundred.
  private static void switchBranch(int burst, RandomEdits edits) {
    var git = new Git(synced.project().folder());
    switch (burst) {
      case 20 -> git.commit("early");
      case 40 -> {
        git.commit("late");
        git.checkout("early");
        edits.look();
      }
      case 44 -> {
        git.commit("early-changed");
        git.checkout("late");
        edits.look();
      }
      default -> {}
    }
  }
}
