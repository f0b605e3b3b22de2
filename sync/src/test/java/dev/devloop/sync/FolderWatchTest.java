package dev.devloop.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.devloop.core.Problem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real files and real events. What holds with the system's watch holds without it as well, when it
/// watches no more.
final class FolderWatchTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path temp;
  private final Told told = new Told();

  @SuppressWarnings("NullAway.Init") // at the beginning of each test
  private Path top;

  @SuppressWarnings("NullAway.Init")
  private FolderWatch watch;

  /// A hearer that writes down.
  private static final class Told implements FolderWatch.Hearer {
    private final Set<Path> changed = new HashSet<>();
    private final Set<Path> entered = new HashSet<>();
    private int lost;
    private Optional<Problem> limit = Optional.empty();
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    @Override
    public void changed(Collection<Path> paths, long at) {
      try {
        mayGoOn.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      synchronized (this) {
        changed.addAll(paths);
        changed.removeIf(path -> path.resolveSibling("").endsWith("barriers"));
      }
    }

    @Override
    public synchronized void entered(Path folder, long at) {
      entered.add(folder);
    }

    @Override
    public synchronized void lost() {
      lost++;
    }

    @Override
    public synchronized void limited(Problem problem) {
      limit = Optional.of(problem);
    }

    synchronized void forget() {
      changed.clear();
      entered.clear();
    }
  }

  /// All in one folder, but for what is called `skip`; `followed` is a link that is gone into.
  private record All(Path top) implements FolderWatch.Interest {
    @Override
    public List<Path> tops() {
      return List.of(top);
    }

    @Override
    public boolean prunes(Path folder) {
      return folder.endsWith("skip");
    }

    @Override
    public boolean follows(Path link) {
      return link.endsWith("followed");
    }
  }

  private void begin(boolean bySystem) throws IOException {
    Optional<WatchService> service =
        bySystem ? Optional.of(FileSystems.getDefault().newWatchService()) : Optional.empty();
    top = Files.createDirectories(temp.resolve("top"));
    Files.createDirectories(top.resolve("a/b"));
    Files.createDirectories(top.resolve("skip/c"));
    Files.writeString(top.resolve("a/b/old.txt"), "old");
    Files.createDirectories(temp.resolve("outside/in"));
    Files.writeString(temp.resolve("outside/in/f.txt"), "f");
    watch = FolderWatch.start(temp.resolve("barriers"), told, service);
    watch.watch(new All(top));
  }

  @AfterEach
  void end() {
    if (watch != null) {
      watch.close();
    }
  }

  private Set<Path> told() throws InterruptedException {
    assertThat(watch.catchUp(LONG)).isTrue();
    synchronized (told) {
      return Set.copyOf(told.changed);
    }
  }

  private void forget() throws InterruptedException {
    told();
    told.forget();
  }

  private Path write(String path) throws IOException {
    return Files.writeString(top.resolve(path), "text " + System.nanoTime());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesThatAreMadeChangedAndDeletedAreTold(boolean bySystem) throws Exception {
    begin(bySystem);

    var fresh = write("a/new.txt");
    assertThat(told()).contains(fresh);
    forget();
    write("a/new.txt");
    assertThat(told()).contains(fresh);
    forget();
    Files.delete(fresh);
    assertThat(told()).contains(fresh);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileInFoldersThatWereJustMadeIsTold(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.createDirectories(top.resolve("x/y/z"));
    var deep = write("x/y/z/deep.txt");

    assertThat(told()).contains(deep, top.resolve("x"));
    forget();
    write("x/y/z/deep.txt");
    assertThat(told()).contains(deep);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderMovedInIsToldWithAllThatIsInIt(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.move(temp.resolve("outside"), top.resolve("moved"));

    assertThat(told()).contains(top.resolve("moved"), top.resolve("moved/in/f.txt"));
    forget();
    write("moved/in/g.txt");
    assertThat(told()).contains(top.resolve("moved/in/g.txt"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderMovedElsewhereIsKnownByItsNewNameOnly(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.move(top.resolve("a/b"), top.resolve("b2"));
    assertThat(told()).contains(top.resolve("a/b"), top.resolve("b2/old.txt"));
    forget();
    write("b2/old.txt");
    assertThat(told()).contains(top.resolve("b2/old.txt"));
    forget();
    Files.move(top.resolve("b2"), temp.resolve("gone"));
    forget();
    Files.writeString(temp.resolve("gone/old.txt"), "not ours");
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderThatBecomesAFileAndAFolderAgainIsWatchedOn(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.delete(top.resolve("a/b/old.txt"));
    Files.delete(top.resolve("a/b"));
    write("a/b");
    assertThat(told()).contains(top.resolve("a/b"));
    forget();
    Files.delete(top.resolve("a/b"));
    Files.createDirectory(top.resolve("a/b"));
    forget();
    write("a/b/again.txt");
    assertThat(told()).contains(top.resolve("a/b/again.txt"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderThatTakesAnothersPlaceIsEntered(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.move(top.resolve("a/b"), temp.resolve("away"));
    // a look between the two would make it the simple case
    Files.move(temp.resolve("outside"), top.resolve("a/b"));
    told();

    if (bySystem) {
      assertThat(told.entered).contains(top.resolve("a/b"));
    }
    assertThat(told()).contains(top.resolve("a/b"));
    forget();
    write("a/b/in/h.txt");
    assertThat(told()).contains(top.resolve("a/b/in/h.txt"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLinkIsToldAndGoneIntoOnlyWhenItIsFollowed(boolean bySystem) throws Exception {
    begin(bySystem);
    var link = Files.createSymbolicLink(top.resolve("link"), temp.resolve("outside"));
    Files.createSymbolicLink(top.resolve("followed"), temp.resolve("outside"));
    assertThat(told()).contains(link, top.resolve("followed"));
    watch.watch(new All(top));
    forget();

    Files.writeString(temp.resolve("outside/k.txt"), "k");
    assertThat(told())
        .contains(top.resolve("followed/k.txt"))
        .doesNotContain(top.resolve("link/k.txt"));
    forget();
    Files.delete(link);
    assertThat(told()).contains(link);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatDoesNotMatterCostsNoWatchAndIsNotTold(boolean bySystem) throws Exception {
    begin(bySystem);
    var watched = watch.size();

    Files.createDirectories(top.resolve("skip/d/e"));
    write("skip/d/e/f.txt");

    assertThat(told()).noneMatch(path -> path.startsWith(top.resolve("skip/d")));
    assertThat(watch.size()).isEqualTo(watched);
    // the folder of the barriers, top, a and b
    assertThat(watched).isEqualTo(bySystem ? 4 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatChangedBeforeOtherFoldersWereNamedIsTold(boolean bySystem) throws Exception {
    begin(bySystem);

    Files.delete(top.resolve("a/b/old.txt"));
    watch.watch(new All(top));

    assertThat(told()).contains(top.resolve("a/b/old.txt"));
  }

  @Test
  void whenMoreChangesThanTheSystemTellsAllIsLookedAt() throws Exception {
    begin(true);
    // the module's tests run with a limit of 2,000 events of a folder that nobody has taken
    told.mayGoOn = new CountDownLatch(1);
    for (int i = 0; i < 5_000; i++) {
      write("a/" + i + ".txt");
    }
    told.mayGoOn.countDown();
    told();

    assertThat(told.lost).isPositive();
  }

  @Test
  void aLimitOfTheSystemIsToldWithTheLineThatRaisesIt() throws Exception {
    begin(false);

    assertThat(told.limit).isPresent();
    assertThat(told.limit.get().what()).contains("are polled");
    assertThat(told.limit.get().fix()).contains("sudo sysctl -w fs.inotify.max_user_");
  }

  /// Of two looks at once the older one must not have the last word.
  @Test
  void nothingIsMissedWhenSeveralLookAtOnce() throws Exception {
    begin(false);
    var done = new AtomicBoolean();
    var others =
        List.of(
            Thread.ofPlatform().start(() -> lookUntil(done)),
            Thread.ofPlatform().start(() -> lookUntil(done)));
    for (int i = 0; i < 300; i++) {
      var link = Files.createSymbolicLink(top.resolve("a/link"), Path.of("b"));
      assertThat(told()).contains(link);
      told.forget();
      Files.delete(link);
      assertThat(told()).as("deletion " + i).contains(link);
      told.forget();
    }
    done.set(true);
    for (var other : others) {
      other.join();
    }
  }

  private void lookUntil(AtomicBoolean done) {
    try {
      while (!done.get()) {
        watch.catchUp(LONG);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
