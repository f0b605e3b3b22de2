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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One service's way from changed paths to receipts. Knows no threads: [Lane] calls it from one,
/// and [#pump] after each turn. One batch is in flight; what changes meanwhile gathers.
final class LaneWork {

  private static final Logger LOG = LoggerFactory.getLogger(LaneWork.class);

  /// How soon a file that is still being written is looked at again.
  private static final long LATER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ServiceName name;
  private final Path folder;
  private final Told told;
  private final Asked asked = new Asked();
  private ServiceRules rules;
  private ServiceTree tree;
  private Pulls pulls;
  private boolean manual;
  private boolean paused;
  private boolean flush;

  private final Map<String, Long> dirty = new LinkedHashMap<>();
  private final Set<Path> rebuilds = new LinkedHashSet<>();
  private final Set<String> force = new HashSet<>();
  private final Set<String> later = new TreeSet<>();
  private long lookAgain;

  private Optional<Session> session = Optional.empty();
  private Optional<Flight> want = Optional.empty();
  private Optional<Flight> batch = Optional.empty();
  private boolean unanswered;
  private long seq;

  /// @param folder of state
  LaneWork(ServiceConfig service, ServiceRules rules, Path folder, SyncListener listener) {
    this.name = service.name();
    this.folder = folder;
    this.told = new Told(name, listener);
    this.rules = rules;
    this.tree = ServiceTree.load(name, rules, folder);
    this.pulls = new Pulls(name, service.pull(), folder);
    this.manual = service.trigger() == Trigger.MANUAL;
  }

  /// Other rules or other ignore files: all is looked at again.
  void configure(ServiceConfig service, ServiceRules newRules) {
    tree.save();
    rules = newRules;
    tree = ServiceTree.load(name, rules, folder);
    pulls = new Pulls(name, service.pull(), folder);
    manual = service.trigger() == Trigger.MANUAL;
    scan();
    session.ifPresent(s -> {
      resync(s);
      askForPulls(s);
    });
  }

  /// Takes the host as it is; nothing is sent.
  void scan() {
    dirty.clear();
    var look = tree.adoptAll();
    told.unreadable(look.unreadable());
    lookLater(look);
  }

  /// @param at [System#nanoTime] of the event
  void changed(Path path, long at) {
    rules.target(path).ifPresent(target -> dirty.put(target, at));
    for (var source : rules.sources()) {
      if (source.startsWith(path) && !source.equals(path)) {
        rules.target(source).ifPresent(target -> dirty.put(target, at));
      }
    }
    if (rules.fate(path).rebuild()) {
      rebuilds.add(path);
    }
  }

  /// A folder may have taken the place of another one, whose files are told by nobody.
  void entered(Path path, long at) {
    changed(path, at);
    var targets = new HashSet<String>();
    rules.target(path).ifPresent(targets::add);
    rules.sources().stream()
        .filter(source -> source.startsWith(path))
        .forEach(source -> rules.target(source).ifPresent(targets::add));
    targets.forEach(target -> tree.below(target).forEach(one -> dirty.putIfAbsent(one, at)));
  }

  /// Events were lost: what differs is found by looking at all.
  void lost() {
    var now = System.nanoTime();
    tree.suspects().forEach(target -> dirty.putIfAbsent(target, now));
    rules.context().ifPresent(context -> told.rebuild(Set.of(context)));
  }

  void attached(Session fresh, long agentSeq, String digest) {

    session = Optional.of(fresh);
    seq = Math.max(seq, agentSeq);
    var unsure = unanswered || batch.isPresent() || want.isPresent();
    batch.ifPresent(flight -> force.addAll(flight.different()));
    batch = Optional.empty();
    want = Optional.empty();
    unanswered = false;
    if (unsure || !digest.equals(tree.digest())) {
      resync(fresh);
    }
    askForPulls(fresh);
  }

  void detached(Session lost) {
    if (session.filter(lost::equals).isPresent()) {
      session = Optional.empty();
      asked.lost(name);
    }
  }

  private void askForPulls(Session to) {
    if (!pulls.paths().isEmpty()) {
      send(() -> to.send("pull", Map.of("service", name.value(), "paths", pulls.paths())));
    }
  }

  /// Makes the agent's tree equal to ours as a whole.
  private void resync(Session to) {
    var begun = newest();
    if (!isHeld()) {
      told.adopted(adopt());
    }
    var number = ++seq;
    want = Optional.of(new Flight(Map.of(number, Map.of()), 0, begun));
    send(() -> to.want(name, number, tree.entries()));
  }

  private Set<String> adopt() {
    var targets = new HashSet<>(dirty.keySet());
    targets.addAll(later);
    dirty.clear();
    later.clear();
    var look = tree.adopt(targets);
    told.unreadable(look.unreadable());
    lookLater(look);
    note(look);
    return look.changed().keySet();
  }

  void built(String image, Collection<Path> inputs) {
    if (tree.built(image, inputs)) {
      session.ifPresent(this::resync);
    }
  }

  void pause(boolean on) {
    paused = on;
  }

  void now() {
    flush = true;
    force.addAll(told.refusedPaths());
    told.forgetUnreadable().forEach(path -> changed(path, System.nanoTime()));
  }

  /// @param done run when all that is known to have changed has arrived; at once when the service
  ///   is paused or manual
  void whenAtRest(Runnable done) {
    asked.whenAtRest(done);
  }

  void verify(CompletableFuture<List<SyncReport.OfContainer>> report) {
    flush = true;
    var now = System.nanoTime();
    tree.distrust();
    tree.suspects().forEach(target -> dirty.putIfAbsent(target, now));
    asked.whenAtRest(() ->
        session.ifPresent(to -> {
          var number = ++seq;
          asked.verify(number, report);
          var fields = Map.of("service", name.value(), "seq", number, "repair", true);
          send(() -> to.send("verify", fields));
        }));
  }

  void restart(CompletableFuture<List<Restarted>> result) {
    if (session.isEmpty()) {
      result.completeExceptionally(SyncProblems.notAttached(name));
      return;
    }
    var number = ++seq;
    asked.restart(number, result);
    send(() -> session.get().send("restart", Map.of("service", name.value(), "seq", number)));
  }

  void receive(Session from, Frame frame) {
    if (session.filter(from::equals).isEmpty()) {
      return;
    }
    switch (frame.type()) {
      case "receipt" -> receipt(frame);
      case "need" -> need(from, new HashSet<>(Json.texts(frame.header(), "hashes")));
      case "verified" -> told.repaired(asked.verified(name, frame));
      case "restarted" -> asked.restarted(frame);
      case "container" -> {
        told.container(frame);
        // it began without some contents: they are sent as if they had changed
        force.addAll(Json.texts(frame.header(), "lacking"));
        // what refused them may have gone, and its successor hold them
        force.addAll(told.refusedPaths());
      }
      case "blob", "pulled" -> pulled(frame);
      default -> LOG.debug("{}: {}", name, frame.header());
    }
  }

  private void receipt(Frame frame) {
    if (want.filter(flight -> flight.receive(frame) && flight.isDone()).isPresent()) {
      var flight = want.get();
      want = Optional.empty();
      told.arrived(flight, true, rules.hasBuild());
    } else if (batch.filter(flight -> flight.receive(frame) && flight.isDone()).isPresent()) {
      var flight = batch.get();
      batch = Optional.empty();
      force.addAll(told.arrived(flight, false, rules.hasBuild()));
      if (flight.isStale()) {
        session.ifPresent(this::resync);
      }
    }
  }

  private void need(Session to, Set<String> hashes) {
    for (var entry : tree.withHash(hashes)) {
      try {
        var sight = Sight.of(rules, entry.path());
        if (sight.isEmpty()
            || !HostFile.stream(sight.get().host(), sight.get().about(), to)
                .hash()
                .equals(entry.hash())) {
          sendAgain(entry.path());
        }
      } catch (StreamLostException _) {
        return; // told by its reader
      } catch (IOException _) {
        sendAgain(entry.path());
      }
    }
  }

  /// A content that was asked for is not there at this moment. When it comes back the path is as it
  /// is known to be, and yet has to be sent.
  private void sendAgain(String path) {
    force.add(path);
    dirty.putIfAbsent(path, System.nanoTime());
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
    if (!later.isEmpty() && System.nanoTime() - lookAgain >= 0) {
      later.forEach(target -> dirty.putIfAbsent(target, System.nanoTime()));
      later.clear();
    }
    if (batch.isEmpty()
        && session.isPresent()
        && !isHeld()
        && !(dirty.isEmpty() && force.isEmpty())) {
      sendBatch(session.get());
    }
    if (batch.isEmpty() && later.isEmpty() && (dirty.isEmpty() || isHeld())) {
      flush = false;
    }
    var waiting = dirty.size() + later.size() + batch.map(Flight::files).orElse(0);
    told.pending(waiting, session.isEmpty() ? "agent" : isHeld() ? held() : "");
    if (isHeld() || (session.isPresent() && want.isEmpty() && waiting == 0)) {
      asked.atRest();
    }
  }

  /// How long until [#pump] is to be called again without anything having happened.
  Optional<Duration> wakeUp() {
    return later.isEmpty()
        ? told.wakeUp()
        : Optional.of(Duration.ofNanos(Math.max(0, lookAgain - System.nanoTime())));
  }

  private boolean isHeld() {
    return (paused || manual) && !flush;
  }

  private String held() {
    return paused ? "paused" : "manual";
  }

  private long newest() {
    return dirty.values().stream().mapToLong(Long::longValue).max().orElseGet(System::nanoTime);
  }

  private void sendBatch(Session to) {
    var targets = new HashSet<>(dirty.keySet());
    targets.addAll(force);
    if (!targets.isEmpty()) {
      targets.addAll(told.refusedPaths());
      force.addAll(told.refusedPaths());
    }
    var begun = newest();
    dirty.clear();
    var sending = new Sending(name, to, tree.known(), () -> ++seq);
    var look = tree.look(sending, force);
    try {
      look.at(targets);
      sending.flush();
      force.clear();
    } catch (IOException e) {
      LOG.debug("{}: the batch was not sent as a whole", name, e);
      unanswered = true;
      targets.forEach(target -> dirty.putIfAbsent(target, begun));
    }
    note(look);
    told.unreadable(look.unreadable());
    lookLater(look);
    if (!sending.sent().isEmpty()) {
      batch = Optional.of(new Flight(sending.sent(), sending.bytes(), begun));
    }
  }

  private void lookLater(Look look) {
    later.addAll(look.later());
    lookAgain = System.nanoTime() + LATER_NANOS;
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

  private interface Send {
    void run() throws StreamLostException;
  }

  private void send(Send what) {
    try {
      what.run();
    } catch (StreamLostException _) {
      unanswered = true; // told by its reader
    }
  }

  void save() {
    tree.save();
  }
}
