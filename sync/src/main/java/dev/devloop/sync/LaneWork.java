package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.SyncReport;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
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
  private ServiceRules rules;
  private ServiceTree tree;
  private Pulls pulls;
  private boolean manual;
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
    this.rules = rules;
    this.tree = ServiceTree.load(name, rules, seen, folder);
    this.pulls = new Pulls(name, service.pull(), folder);
    this.manual = service.trigger() == Trigger.MANUAL;
  }

  /// Other rules or other ignore files: all is looked at again.
  void configure(ServiceConfig service, ServiceRules newRules) {
    tree.save();
    rules = newRules;
    tree = ServiceTree.load(name, rules, seen, folder);
    pulls = new Pulls(name, service.pull(), folder);
    manual = service.trigger() == Trigger.MANUAL;
    scan();
    wire.session()
        .ifPresent(s -> {
          resync(s);
          askForPulls(s);
        });
  }

  /// Takes the host as it is; nothing is sent.
  void scan() {
    waiting.clear();
    var look = tree.adoptAll();
    told.unreadable(look.unreadable());
    waiting.later(look.later());
  }

  /// A path that changed, and what that means.
  record Changed(Path path, Fate fate) {}

  /// @param at [System#nanoTime] of the events
  void changed(Collection<Changed> changes, long at) {
    for (var change : changes) {
      change.fate().target().ifPresent(target -> waiting.changed(target, at));
      sourcesIn(change.path()).forEach(target -> waiting.changed(target, at));
      if (change.fate().rebuild()) {
        rebuilds.add(change.path());
      }
    }
  }

  private Stream<String> sourcesIn(Path path) {
    return rules.sources().stream()
        .filter(source -> source.startsWith(path) && !source.equals(path))
        .flatMap(source -> rules.target(source).stream());
  }

  /// A folder may have taken the place of another one, whose files are told by nobody.
  void entered(Changed folder, long at) {
    changed(List.of(folder), at);
    Stream.concat(folder.fate().target().stream(), sourcesIn(folder.path()))
        .forEach(target -> tree.below(target).forEach(one -> waiting.suspect(one, at)));
  }

  /// Events were lost: what differs is found by looking at all.
  void lost() {
    suspectAll();
    rules.context().ifPresent(context -> told.rebuild(Set.of(context)));
  }

  private void suspectAll() {
    var now = System.nanoTime();
    tree.suspects().forEach(target -> waiting.suspect(target, now));
  }

  void attached(Session fresh, long agentSeq, String digest) {
    wire.attached(fresh, agentSeq).ifPresent(flight -> waiting.force(flight.different()));
    if (wire.wasUnsure() || !digest.equals(tree.digest())) {
      resync(fresh);
    }
    askForPulls(fresh);
  }

  void detached(Session lost) {
    if (wire.detached(lost)) {
      asked.lost(name);
    }
  }

  private void askForPulls(Session to) {
    if (!pulls.paths().isEmpty()) {
      wire.send(() -> to.send("pull", Map.of("service", name.value(), "paths", pulls.paths())));
    }
  }

  /// Makes the agent's tree equal to ours as a whole.
  private void resync(Session to) {
    var begun = waiting.newest();
    if (!isHeld()) {
      told.adopted(adopt());
    }
    wire.want(to, tree, begun);
  }

  private Set<String> adopt() {
    var look = tree.adopt(waiting.takeAll());
    found(look);
    return look.changed().keySet();
  }

  private void found(Look look) {
    told.unreadable(look.unreadable());
    waiting.later(look.later());
    note(look);
  }

  void built(String image, Collection<Path> inputs) {
    if (tree.built(image, inputs)) {
      wire.session().ifPresent(this::resync);
    }
  }

  void pause(boolean on) {
    paused = on;
  }

  void now() {
    flush = true;
    waiting.force(told.refusedPaths());
    var all = told.forgetUnreadable().stream().map(path -> new Changed(path, rules.fate(path)));
    changed(all.toList(), System.nanoTime());
  }

  /// @param done run when all that is known to have changed has arrived; at once when the service
  ///   is paused or manual
  void whenAtRest(Runnable done) {
    asked.whenAtRest(done);
  }

  void verify(CompletableFuture<List<SyncReport.OfContainer>> report) {
    flush = true;
    tree.distrust();
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
    var to = wire.session().get();
    var number = wire.next();
    asked.restart(number, result);
    wire.send(() -> to.send("restart", Map.of("service", name.value(), "seq", number)));
  }

  void receive(Session from, Frame frame) {
    if (!wire.isOf(from)) {
      return;
    }
    switch (frame.type()) {
      case "receipt" -> wire.receipt(frame).ifPresent(this::arrived);
      case "need" -> need(from, new HashSet<>(Json.texts(frame.header(), "hashes")));
      case "verified" -> told.repaired(asked.verified(name, frame));
      case "restarted" -> asked.restarted(frame);
      case "container" -> {
        told.container(frame);
        // it began without some contents: they are sent as if they had changed
        waiting.force(Json.texts(frame.header(), "lacking"));
        // what refused them may have gone, and its successor hold them
        waiting.force(told.refusedPaths());
      }
      case "blob", "pulled" -> pulled(frame);
      default -> LOG.debug("{}: {}", name, frame.header());
    }
  }

  private void arrived(Flight flight) {
    var again = told.arrived(flight, rules.hasBuild());
    if (!flight.isWhole()) {
      waiting.answered();
      waiting.force(again);
      if (flight.isStale()) {
        wire.session().ifPresent(this::resync);
      }
    }
  }

  /// Several paths may have a content: one that still has it is enough.
  private void need(Session to, Set<String> hashes) {
    var missing = new HashSet<>(hashes);
    var sights = new Sights(rules);
    try {
      for (var entry : tree.withHash(hashes)) {
        if (missing.contains(entry.hash()) && stream(to, sights, entry)) {
          missing.remove(entry.hash());
        }
      }
    } catch (StreamLostException _) {
      LOG.debug("{}: lost while contents were sent", name); // told by its reader
    }
  }

  private boolean stream(Session to, Sights sights, Entry entry) throws StreamLostException {
    try {
      var sight = sights.of(entry.path());
      if (sight.isPresent()
          && HostFile.stream(sight.get().host(), sight.get().about(), to)
              .hash()
              .equals(entry.hash())) {
        return true;
      }
    } catch (StreamLostException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("{}: {} is being changed", name, entry.path(), e);
    }
    sendAgain(entry.path());
    return false;
  }

  /// A content that was asked for is not there at this moment. When it comes back the path is as it
  /// is known to be, and yet has to be sent.
  private void sendAgain(String path) {
    waiting.force(Set.of(path));
    waiting.suspect(path, System.nanoTime());
  }

  private void pulled(Frame frame) {
    if (pulls.paths().isEmpty()) {
      return;
    }
    try {
      if (frame.type().equals("blob")) {
        pulls.blob(frame);
      } else {
        var path = frame.header().get("entry") instanceof Map<?, ?> e ? Json.text(e, "p") : "";
        pulls.pulled(frame, tree.at(path)).ifPresent(told::pulled);
      }
    } catch (IOException e) {
      LOG.warn("{}: a file of the container was not taken", name, e);
    }
  }

  /// Sends what may be sent now.
  void pump() {
    tellRebuilds();
    waiting.ripen();
    if (wire.giveUp()) {
      LOG.warn("{}: the sync agent does not say what became of a batch: a new stream", name);
    }
    if (wire.isFree() && !isHeld() && waiting.isReady()) {
      sendBatch(wire.session().orElseThrow());
    }
    if (!wire.isInFlight() && !waiting.hasLater() && (waiting.isClean() || isHeld())) {
      flush = false;
    }
    var paths = waiting.size() + wire.files();
    told.pending(paths, wire.session().isEmpty() ? "agent" : isHeld() ? held() : "");
    if (isHeld() || (wire.isAtRest() && paths == 0)) {
      asked.atRest();
    }
  }

  /// How long until [#pump] is to be called again without anything having happened.
  Optional<Duration> wakeUp() {
    return Stream.of(waiting.wakeUp(wire.isFree() && !isHeld()), wire.wakeUp(), told.wakeUp())
        .flatMap(Optional::stream)
        .min(Duration::compareTo);
  }

  private boolean isHeld() {
    return (paused || manual) && !flush;
  }

  private String held() {
    return paused ? "paused" : "manual";
  }

  private void sendBatch(Session to) {
    var begun = waiting.newest();
    var targets = waiting.take();
    if (!targets.isEmpty()) {
      targets.addAll(told.refusedPaths());
      waiting.force(told.refusedPaths());
    }
    var sending = new Sending(name, to, tree.known(), wire::next);
    var look = tree.look(sending, waiting.forced());
    try {
      look.at(targets);
      sending.flush();
      waiting.sent();
    } catch (IOException e) {
      LOG.debug("{}: the batch was not sent as a whole", name, e);
      wire.broken();
      targets.forEach(target -> waiting.suspect(target, begun));
    }
    found(look);
    wire.sent(sending.sent(), sending.bytes(), begun);
  }

  /// What `onChange` wants of what a look found.
  private void note(Look look) {
    for (var entry : look.changed().values()) {
      for (var host : rules.origins(entry.path()).stream().limit(1).toList()) {
        if (!pulls.isFromContainer(host, entry.hash())) {
          told.actions(rules.fate(host).actions(), host);
        }
      }
    }
  }

  private void tellRebuilds() {
    var real = rebuilds.stream().filter(tree::isInput).filter(this::isOurs).toList();
    rebuilds.clear();
    told.rebuild(new LinkedHashSet<>(real));
  }

  /// Whether the host changed it, and not a container.
  private boolean isOurs(Path path) {
    return pulls.paths().isEmpty() || !pulls.isAsPulled(path);
  }

  void save() {
    tree.save();
  }
}
