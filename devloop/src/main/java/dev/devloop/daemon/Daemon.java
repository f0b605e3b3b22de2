package dev.devloop.daemon;

import dev.devloop.core.ClusterPhase;
import dev.devloop.core.Event;
import dev.devloop.core.Home;
import dev.devloop.core.Observed;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.engine.EngineAddress;
import dev.devloop.project.DaemonFile;
import dev.devloop.project.Durations;
import dev.devloop.project.Install;
import dev.devloop.project.PageFile;
import dev.devloop.project.ProjectFiles;
import dev.devloop.project.ProjectNote;
import dev.devloop.project.Switches;
import dev.devloop.project.Version;
import dev.devloop.sync.AgentDoor;
import dev.devloop.tls.Authorities;
import dev.devloop.tls.HostTrust;
import dev.devloop.ui.Credentials;
import dev.devloop.ui.DaemonInfo;
import dev.devloop.ui.WebServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One project's daemon: opens everything, waits until it is told to end, closes in reverse.
final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private static final HostTrust TRUST = HostTrust.ofThisMachine();

  private static final int TOKEN_BYTES = 32;

  /// A client that waits for `down` gets its last line before the server goes.
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final ProjectFiles files;
  private final ProjectLog log;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch quit = new CountDownLatch(1);
  private final Activity activity = new Activity(Clock.systemUTC());
  private final Board board = new Board();
  private final Loop loop;
  private final Clusters clusters;
  private final Link link;
  private final Platform platform;
  private final ClusterWatch clusterWatch;
  private final LiveSync sync;
  private final Tidying tidying;
  private final Authorities authorities;
  private final HttpsSource https;

  Daemon(Map<String, String> env, Home home, Install install, ProjectFiles files) {
    this.files = files;
    authorities = Authorities.of(home);
    https = new HttpsSource(authorities, files.folder(), TRUST, Clock.systemUTC());
    log = opened(new ProjectLog(files.lines()));
    platform = opened(new Platform(env, home, install));
    clusters = new KindClusters(platform);
    var images = new EngineImages(platform);
    ServiceRuntime.Opener opener = access -> KubeRuntime.open(access, env, log);
    link = opened(new Link(opener, new Ear()));
    var actions = opened(new ChangeActions(place(), e -> loop().post(e)));
    sync =
        opened(
            new LiveSync(
                board,
                files.sync(),
                this::agent,
                new SyncEar(this::synced, actions, log, this::lookAtCluster)));
    var disk = new DiskBudget(it -> new DiskStores(platform, it), log, Clock.systemUTC());
    tidying =
        opened(new Tidying(images::prune, clusters::pruneImages, disk, () -> board.now().state()));
    var work =
        new ProjectWork(
            clusters,
            images,
            link,
            new TakeDown(clusters, images, opener),
            sync,
            https,
            tidying,
            event -> loop().post(event));
    var jobs =
        opened(new Jobs(work, event -> loop().post(event), log, new Durations(files.durations())));
    int cores = Runtime.getRuntime().availableProcessors();
    loop = opened(new Loop(board, jobs, Clock.systemUTC(), cores));
    clusterWatch =
        opened(
            new ClusterWatch(
                clusters::status, () -> board.now().state(), e -> loop().post(e), link::lost));
  }

  private void synced(Event event) {
    activity.sync(event);
    loop().post(event);
  }

  private void lookAtCluster() {
    clusterWatch.look();
  }

  private InstancePlace place() {
    return new InstancePlace(
        () -> board.now().state(), clusters, this::engineEnv, log, e -> loop().post(e));
  }

  private AgentDoor agent(String cluster, String project) {
    var command = clusters.agent(cluster, project);
    return AgentDoor.command(command.argv(), command.env());
  }

  private Map<String, String> engineEnv() {
    return platform.engine().address().environment();
  }

  private Loop loop() {
    return loop;
  }

  private <T extends AutoCloseable> T opened(T thing) {
    open.push(thing);
    return thing;
  }

  /// Serves until it is told to end. The config is read before anybody can look: a page that showed
  /// no services first would move all it shows when they come.
  void run(Map<String, String> env) throws InterruptedException {
    loop.start();
    sync.start();
    var switches = new Switches(files.switches());
    var source = new ConfigSource(files.config(), switches, https);
    var config = opened(new ConfigWatch(source, env, this::configRead));
    config.read(env);
    var token = token();
    var port = new AtomicInteger();
    var pid = ProcessHandle.current().pid();
    var door =
        new DaemonDoor(
            board,
            loop,
            link,
            clusters,
            clusterWatch::lookOnce,
            config,
            switches,
            () -> new DaemonInfo(pid, port.get(), Version.current()),
            () -> platform.answering().map(EngineAddress::toString),
            this::engineEnv,
            sync,
            log.store(),
            activity::seen,
            quit::countDown);
    var server = opened(serve(door, token));
    port.set(server.port());
    var started = DaemonFile.startOf(ProcessHandle.current());
    var daemonFile = new DaemonFile(pid, started, server.port(), token, Version.current());
    daemonFile.write(files.daemonFile());
    open.push(() -> daemonFile.remove(files.daemonFile()));
    LOG.info("devloop {} serves {} on port {}", Version.current(), files.config(), port);
    opened(new Rest(board));
    HeapRoom.watch().ifPresent(this::opened);
    opened(idleWatch()).start();
    opened(httpsWatch(config).started());
    Thread.ofVirtual().name("farewell").start(this::quitWhenDown);
    quit.await();
  }

  private IdleWatch idleWatch() {
    return new IdleWatch(
        activity, () -> board.now().state(), clusters::received, e -> loop().post(e));
  }

  private HttpsWatch httpsWatch(ConfigWatch config) {
    Supplier<Optional<DevConfig>> standing = () -> board.now().state().config();
    return new HttpsWatch(
        authorities,
        TRUST,
        files.folder().resolve("tls.crt"),
        Clock.systemUTC(),
        standing,
        https::renewal,
        config::again);
  }

  /// On the port of the config, else on the one of the last time.
  private WebServer serve(DaemonDoor door, String token) {
    var page = PageFile.read(files.page());
    var cookie = "devloop-" + files.folder().getFileName();
    var credentials = new Credentials(token, page.secret(), cookie);
    var config = board.now().state().config();
    int wanted = config.map(DevConfig::uiPort).orElse(OptionalInt.empty()).orElse(page.port());
    var server = WebServer.start(door, credentials, wanted, Clock.systemUTC());
    page.on(server.port()).write(files.page());
    return server;
  }

  /// The config is in the state when this returns.
  private void configRead(Event event) {
    activity.seen();
    try {
      loop.tell(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    board.now().state().config().ifPresent(this::configStands);
  }

  private void configStands(DevConfig config) {
    log.config(config);
    new ProjectNote(config.project(), config.cluster().name(), files.config()).write(files.note());
    config.upkeep().disk().ifPresent(_ -> tidying.look());
    if (board.now().state().cluster().phase() == ClusterPhase.RUNNING) {
      link.watch(config);
    }
  }

  private void quitWhenDown() {
    try {
      long seen = 0;
      while (!board.now().state().ended()) {
        seen = board.await(seen, Duration.ofMinutes(1)).number();
      }
      if (!quit.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        quit.countDown();
      }
    } catch (InterruptedException _) {
      // the daemon ends anyway
    }
  }

  void close() {
    quit.countDown();
    while (!open.isEmpty()) {
      var thing = open.pop();
      try {
        thing.close();
      } catch (Exception e) {
        LOG.warn("closing {}", thing, e);
      }
    }
    LOG.info("ended");
  }

  private static String token() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Posts what the cluster says.
  private final class Ear implements ServiceRuntime.Listener {
    @Override
    public void seen(Map<ServiceName, Observed> services) {
      loop().post(new Event.Seen(services));
    }

    @Override
    public void drifted() {
      loop().post(new Event.Drifted());
    }

    @Override
    public void lost() {
      lookAtCluster();
    }
  }
}
