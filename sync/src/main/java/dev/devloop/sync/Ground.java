package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule.Action;
import dev.devloop.core.config.ServiceConfig;
import dev.devloop.core.config.Trigger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one service's sync stands on for as long as its configuration stays: the rules, what the
/// containers are to hold, what comes back from them.
///
/// @param manual whether it waits to be asked for
record Ground(ServiceName name, ServiceRules rules, ServiceTree tree, Pulls pulls, boolean manual) {

  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

  /// @param seen hears what is found on the host
  /// @param folder of state
  static Ground load(ServiceConfig service, ServiceRules rules, Seen seen, Path folder) {
    return new Ground(
        service.name(),
        rules,
        ServiceTree.load(service.name(), rules, seen, folder),
        new Pulls(service.name(), service.pull(), folder),
        service.trigger() == Trigger.MANUAL);
  }

  /// Paths in the container of the sources that are below a folder of the host.
  Stream<String> sourcesIn(Path folder) {
    return rules.sources().stream()
        .filter(source -> source.startsWith(folder) && !source.equals(folder))
        .flatMap(source -> rules.target(source).stream());
  }

  /// Those of some changed paths that the image is built from, and that the host has changed: what
  /// was pulled out of a container is in it.
  Set<Path> inputsOf(Collection<Path> changed) {
    var inputs = new LinkedHashSet<Path>();
    for (var path : changed) {
      if (tree.isInput(path) && (pulls.paths().isEmpty() || !pulls.isAsPulled(path))) {
        inputs.add(path);
      }
    }
    return inputs;
  }

  /// What `onChange` wants of what a look found.
  ///
  /// @param wanted is told actions and the path that they are wanted for
  void wanted(Look look, BiConsumer<List<Action>, Path> wanted) {
    if (!rules.hasChanges()) {
      return;
    }
    for (var entry : look.changed().values()) {
      for (var host : rules.origins(entry.path()).stream().limit(1).toList()) {
        if (!pulls.isFromContainer(host, entry.hash())) {
          wanted.accept(rules.fate(host).actions(), host);
        }
      }
    }
  }

  /// Sends contents that the agent lacks. Several paths may have one: one that still has it is
  /// enough.
  ///
  /// @return paths that have another content at this moment, or none
  Set<String> send(Session to, Set<String> hashes) {
    var changed = new HashSet<String>();
    var sent = new HashSet<String>();
    var sights = new Sights(rules);
    try {
      for (var entry : tree.withHash(hashes)) {
        if (sent.contains(entry.hash())) {
          continue;
        }
        if (stream(to, sights, entry)) {
          sent.add(entry.hash());
        } else {
          changed.add(entry.path());
        }
      }
    } catch (StreamLostException _) {
      LOG.debug("{}: lost while contents were sent", name); // told by its reader
    }
    return changed;
  }

  private boolean stream(Session to, Sights sights, Entry entry) throws StreamLostException {
    try {
      var sight = sights.of(entry.path());
      return sight.isPresent()
          && HostFile.stream(sight.get().host(), sight.get().about(), to)
              .hash()
              .equals(entry.hash());
    } catch (StreamLostException e) {
      throw e;
    } catch (IOException e) {
      LOG.debug("{}: {} is being changed", name, entry.path(), e);
      return false;
    }
  }

  /// Sends what was saved while nobody looked, as far as it is the same at this moment.
  void sendNews(Sending to) throws IOException {
    var sights = new Sights(rules);
    for (var entry : tree.takeNews()) {
      try {
        var sight = sights.of(entry.path()).filter(s -> s.about().size() <= HostFile.SMALL);
        if (sight.isPresent()) {
          var host = sight.get().host();
          var file = HostFile.small(host, sight.get().about(), rules.isSource(host));
          if (file.hash().equals(entry.hash())) {
            to.add(Outgoing.with(entry, file.content()), false);
          }
        }
      } catch (StreamLostException e) {
        throw e;
      } catch (IOException e) {
        LOG.debug("{}: {} goes with the tree", name, entry.path(), e);
      }
    }
    to.flush();
  }

  /// Asks for what is to come back from the containers.
  void askForPulls(Session to) throws StreamLostException {
    if (!pulls.paths().isEmpty()) {
      to.send("pull", Map.of("service", name.value(), "paths", pulls.paths()));
    }
  }

  /// Takes what comes back from a container.
  ///
  /// @return what came of it, once it is whole
  Optional<Pulls.Result> pulled(Frame frame) {
    if (pulls.paths().isEmpty()) {
      return Optional.empty();
    }
    try {
      if (frame.type().equals("blob")) {
        pulls.blob(frame);
        return Optional.empty();
      }
      var path = frame.header().get("entry") instanceof Map<?, ?> e ? Json.text(e, "p") : "";
      return pulls.pulled(frame, tree.at(path));
    } catch (IOException e) {
      LOG.warn("{}: a file of the container was not taken", name, e);
      return Optional.empty();
    }
  }
}
