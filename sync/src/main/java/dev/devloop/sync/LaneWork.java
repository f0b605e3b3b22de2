package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.ServiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One service's way from changed paths to receipts. Knows no threads: [Lane] calls it from one,
/// and [#pump] after each turn. One batch is in flight; what changes meanwhile gathers.
final class LaneWork {

  private static final Logger LOG = LoggerFactory.getLogger(LaneWork.class);

  private final ServiceName name;
  private final Path folder;
  private final Told told;
  private final Asked asked = new Asked();
  private final Waiting waiting = new Waiting();
  private final Wire wire;
  private final Seen seen;
  private Ground ground;
  private boolean paused;
  private boolean flush;
  private final Set<Path> rebuilds = new LinkedHashSet<>();

  /// @param config of the project
  /// @param seen hears what is found on the host
  LaneWork(
      ServiceConfig service,
      ServiceRules rules,
      SyncConfig config,
      Seen seen,
      SyncListener listener) {
    this.seen = seen;
    this.name = service.name();
    this.folder = config.state();
    this.told = new Told(name, listener);
    this.wire = new Wire(name, config.patience());
    this.ground = Ground.load(service, rules, seen, folder);
  }

  /// Other rules or other ignore files: all is looked at again.
  void configure(ServiceConfig service, ServiceRules rules) {
    ground.tree().save();
    ground = Ground.load(service, rules, seen, folder);
    scan(new Listed());
    wire.session()
        .ifPresent(s -> {
          resync(s);
          wire.send(() -> ground.askForPulls(s));
        });
  }

  /// Takes the host as it is; nothing is sent. What was told meanwhile is looked at once more.
  void scan(Listed listed) {
    var look = Aside.get("sync scan", () -> ground.tree().adoptAll(listed));
    told.unreadable(look.unreadable());
    waiting.later(look.later());
  }

  /// A path that changed, and what that means.
  record Changed(Path path, Fate fate) {}

  /// @param at [System#nanoTime] of the events
  void changed(Collection<Changed> changes, long at) {
    for (var change : changes) {
      change.fate().target().ifPresent(target -> waiting.changed(target, at));
      ground.sourcesIn(change.path()).forEach(target -> waiting.changed(target, at));
      if (change.fate().rebuild()) {
        rebuilds.add(change.path());
      }
    }
  }

  /// A folder may have taken the place of another one, whose files are told by nobody.
  void entered(Changed folder, long at) {
    changed(List.of(folder), at);
    Stream.concat(folder.fate().target().stream(), ground.sourcesIn(folder.path()))
        .forEach(target -> ground.tree().below(target).forEach(one -> waiting.suspect(one, at)));
  }

  /// Events were lost: what differs is found by looking at all.
  void lost() {
    suspectAll();
    ground.rules().context().ifPresent(context -> told.rebuild(Set.of(context)));
  }

  private void suspectAll() {
    var now = System.nanoTime();
    ground.tree().suspects().forEach(target -> waiting.suspect(target, now));
  }

  void attached(Session fresh, long agentSeq, String digest) {
    waiting.force(wire.attached(fresh, agentSeq));
    if (wire.wasUnsure() || !ground.tree().isAt(digest)) {
      resync(fresh);
    }
    wire.send(() -> ground.askForPulls(fresh));
  }

  void detached(Session lost) {
    if (wire.detached(lost)) {
      asked.lost(name);
    }
  }

  /// Makes the agent's tree equal to ours as a whole.
  private void resync(Session to) {
    var begun = waiting.newest();
    if (!isHeld()) {
      told.adopted(adopt());
      wire.news(to, ground);
    }
    wire.want(to, ground.tree(), begun);
  }

  private Set<String> adopt() {
    var look = ground.tree().adopt(waiting.takeAll());
    found(look);
    return look.changed().keySet();
  }

  private void found(Look look) {
    told.unreadable(look.unreadable());
    waiting.later(look.later());
    ground.wanted(look, told::actions);
  }

  void built(String image, Collection<Path> inputs) {
    if (ground.tree().built(image, inputs)) {
      wire.session().ifPresent(this::resync);
    }
  }

  void pause(boolean on) {
    paused = on;
  }

  void now() {
    flush = true;
    waiting.force(told.refusedPaths());
    var all =
        told.forgetUnreadable().stream().map(path -> new Changed(path, ground.rules().fate(path)));
    changed(all.toList(), System.nanoTime());
  }

  /// @param done run when all that is known to have changed has arrived; at once when the service
  ///   is paused or manual
  void whenAtRest(Runnable done) {
    asked.whenAtRest(done);
  }

  void verify(CompletableFuture<List<SyncReport.OfContainer>> report) {
    flush = true;
    ground.tree().distrust();
    suspectAll();
    asked.whenAtRest(() ->
        wire.session()
            .ifPresent(to -> {
              var number = wire.next();
              asked.verify(number, report);
              var fields = Map.of("service", name.value(), "seq", number, "repair", true);
              wire.send(() -> to.send("verify", fields));
            }));
  }

  void restart(CompletableFuture<List<Restarted>> result) {
    if (wire.session().isEmpty()) {
      result.completeExceptionally(SyncProblems.notAttached(name));
      return;
    }
    var number = wire.next();
    var fields = Map.of("service", name.value(), "seq", number);
    asked.restart(number, result);
    wire.send(() -> wire.session().get().send("restart", fields));
  }

  void receive(Session from, Frame frame) {
    if (!wire.isOf(from)) {
      return;
    }
    switch (frame.type()) {
      case "receipt" -> wire.receipt(frame).ifPresent(this::arrived);
      case "need" -> need(from, Set.copyOf(Json.texts(frame.header(), "hashes")));
      case "verified" -> told.repaired(asked.verified(name, frame));
      case "restarted" -> asked.restarted(frame);
      case "container" -> container(frame);
      case "blob", "pulled" -> ground.pulled(frame).ifPresent(told::pulled);
      default -> LOG.debug("{}: {}", name, frame.header());
    }
  }

  private void container(Frame frame) {
    told.container(frame);
    // it began without some contents: they are sent as if they had changed
    waiting.force(Json.texts(frame.header(), "lacking"));
    // what refused them may have gone, and its successor hold them
    waiting.force(told.refusedPaths());
  }

  private void arrived(Flight flight) {
    var again = told.arrived(flight, ground.rules().hasBuild());
    if (!flight.isWhole()) {
      waiting.answered();
      waiting.force(again);
      if (flight.isStale()) {
        wire.session().ifPresent(this::resync);
      }
    }
  }

  /// A content that was asked for is not there at this moment. When it comes back the path is as it
  /// is known to be, and yet has to be sent.
  private void need(Session to, Set<String> hashes) {
    for (var path : ground.send(to, hashes)) {
      waiting.force(Set.of(path));
      waiting.suspect(path, System.nanoTime());
    }
  }

  /// Sends what may be sent now.
  void pump() {
    told.rebuild(ground.inputsOf(rebuilds));
    rebuilds.clear();
    waiting.ripen();
    if (wire.giveUp()) {
      LOG.warn("{}: the sync agent does not say what became of a batch: a new stream", name);
    }
    if (mayBatch() && waiting.isReady()) {
      sendBatch(wire.session().orElseThrow());
    }
    if (!wire.isInFlight() && !waiting.hasLater() && (waiting.isClean() || isHeld())) {
      flush = false;
    }
    var paths = waiting.size() + wire.files();
    told.pending(paths, held());
    if (isHeld() || (wire.isAtRest() && paths == 0)) {
      asked.atRest();
    }
  }

  /// How long until [#pump] is to be called again without anything having happened.
  Optional<Duration> wakeUp() {
    return Stream.of(waiting.wakeUp(mayBatch()), wire.wakeUp(), told.wakeUp())
        .flatMap(Optional::stream)
        .min(Duration::compareTo);
  }

  private boolean mayBatch() {
    return wire.isFree(waiting.isMany()) && !isHeld();
  }

  private boolean isHeld() {
    return (paused || ground.manual()) && !flush;
  }

  /// Why what waits does: empty when it is on its way.
  private String held() {
    return wire.session().isEmpty() ? "agent" : !isHeld() ? "" : paused ? "paused" : "manual";
  }

  private void sendBatch(Session to) {
    var begun = waiting.newest();
    var targets = waiting.take();
    if (!targets.isEmpty()) {
      targets.addAll(told.refusedPaths());
      waiting.force(told.refusedPaths());
    }
    var sending = new Sending(name, to, ground.tree().known(), wire::next);
    var look = ground.tree().look(sending, waiting.forced());
    try {
      look.at(targets);
      sending.flush();
      waiting.sent(look.later());
    } catch (IOException e) {
      LOG.debug("{}: the batch was not sent as a whole", name, e);
      wire.broken();
      targets.forEach(target -> waiting.suspect(target, begun));
    }
    found(look);
    wire.sent(sending.sent(), sending.bytes(), begun);
  }

  void save() {
    ground.tree().save();
  }
}
