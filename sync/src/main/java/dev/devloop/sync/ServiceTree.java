package dev.devloop.sync;

import dev.devloop.core.ServiceName;
import dev.devloop.files.FileHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tree of a service with the files that keep it between two runs.
final class ServiceTree {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceTree.class);

  /// Entries of one frame.
  private static final int MOST_NEWS = 100;

  private final ServiceRules rules;
  private final Seen seen;
  private final HostTree tree = new HostTree();
  private final KnownPaths known;
  private final Path hashes;

  /// Paths of earlier runs that are not in the tree; until the host was looked at, all of them.
  private final Set<String> once;

  /// What is kept of [HostTree#content] besides the paths.
  private final Map<String, Set<String>> goneOnce;

  private Set<Path> inputs = Set.of();
  private List<Entry> news = List.of();

  /// Whether an agent may have this tree: it was told, or is as it was kept.
  private boolean isTold = true;

  private ServiceTree(
      ServiceRules rules, Seen seen, KnownPaths known, Path hashes, KnownPaths.Content content) {
    this.rules = rules;
    this.seen = seen;
    this.known = known;
    this.hashes = hashes;
    this.once = content.paths();
    this.goneOnce = Map.copyOf(content.gone());
    content.gone().keySet().removeIf(path -> rules.origins(path).isEmpty());
    tree.restore(content);
  }

  /// @param seen hears what looks find
  /// @param folder of state
  static ServiceTree load(ServiceName name, ServiceRules rules, Seen seen, Path folder) {
    var known = new KnownPaths(folder.resolve(name.value() + ".paths"));
    return new ServiceTree(
        rules, seen, known, folder.resolve(name.value() + ".hashes"), known.load());
  }

  KnownPaths known() {
    return known;
  }

  Look look(Outlet outlet, Set<String> force) {
    return new Look(rules, tree, seen, outlet, force);
  }

  /// Takes the whole host into the tree.
  ///
  /// @param listed folders that need not be listed
  Look adoptAll(Listed listed) {
    var store = FileHashes.open(hashes, Look::now);
    var adoption = new Adoption(known, once, store);
    var look = adopt(adoption, all -> all.atAll(listed));
    news = news(adoption.news());
    tree.paths().forEach(once::remove);
    for (var path : once) {
      var origins = rules.origins(path);
      var unknown =
          origins.stream().anyMatch(o -> look.unreadable().stream().anyMatch(o::startsWith));
      if (!origins.isEmpty() && !unknown) {
        tree.missing(path, Set.of(""));
      }
    }
    // the usual case is that all is kept already, and somebody waits for a save of this moment
    if (adoption.hasFresh() || !once.isEmpty() || !goneOnce.equals(tree.content().gone())) {
      known.save(content());
    }
    save(store);
    isTold = adoption.news().isEmpty() && !adoption.hasFresh() && once.isEmpty();
    if (isTold) {
      // asked for as soon as there is a stream
      tree.digest();
    }
    return look;
  }

  private List<Entry> news(List<String> paths) {
    var changed = paths.stream().filter(once::contains).limit(MOST_NEWS + 1L).toList();
    return changed.size() > MOST_NEWS
        ? List.of()
        : changed.stream().flatMap(path -> tree.at(path).stream()).toList();
  }

  /// Files that were there before and were saved while nobody looked. None when there are many: the
  /// whole tree is as fast then.
  List<Entry> takeNews() {
    var taken = news;
    news = List.of();
    return taken;
  }

  /// Takes some paths into the tree.
  Look adopt(Collection<String> targets) {
    var store = FileHashes.open(hashes.resolveSibling("none"), Look::now);
    return adopt(new Adoption(known, Set.of(), store), look -> look.at(targets));
  }

  private interface Way {
    void look(Look look) throws IOException;
  }

  private Look adopt(Adoption adoption, Way way) {
    var look = look(adoption, Set.of());
    try {
      way.look(look);
    } catch (IOException e) {
      LOG.warn("looking at the host failed", e);
    }
    adoption.end();
    return look;
  }

  /// Paths of the container that may be others than they are known to be.
  Set<String> suspects() {
    var found = new HashSet<String>();
    var suspects = new LinkedHashSet<String>();
    HostScan.all(
        rules,
        new Listed(),
        (path, about) ->
            rules
                .target(path)
                .filter(found::add)
                .filter(target -> !tree.isAsBefore(target, about))
                .ifPresent(suspects::add));
    tree.paths().stream().filter(path -> !found.contains(path)).forEach(suspects::add);
    return suspects;
  }

  /// From now on only contents prove anything.
  void distrust() {
    tree.distrust();
  }

  /// @return whether the wanted tree is another one now
  boolean built(String image, Collection<Path> files) {
    inputs = Set.copyOf(files.stream().filter(file -> rules.target(file).isEmpty()).toList());
    var targets = files.stream().flatMap(file -> rules.target(file).stream()).toList();
    var changed = tree.built(image, targets);
    known.save(content());
    return changed;
  }

  /// Whether a path is, or was, part of what the image is built from: a temporary file that came
  /// and went is not.
  boolean isInput(Path path) {
    return inputs.contains(path)
        || (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
  }

  /// Paths below a folder of the container.
  List<String> below(String path) {
    return List.copyOf(tree.below(path).keySet());
  }

  Optional<Entry> at(String path) {
    return tree.at(path);
  }

  /// All that is wanted, for an agent to be told.
  List<Entry> tell() {
    isTold = true;
    return tree.entries();
  }

  List<Entry> withHash(Set<String> hashes) {
    return tree.withHash(hashes);
  }

  /// Whether an agent has all of this tree. As long as none was told of what the host has changed
  /// since the tree was kept, none has: that is not worth the digest of a large one.
  ///
  /// @param digest of what it has
  boolean isAt(String digest) {
    return isTold && digest.equals(tree.digest());
  }

  void save() {
    var store = FileHashes.open(hashes, Look::now);
    tree.remember(store);
    known.save(content());
    save(store);
  }

  /// With what was known and could not be looked at.
  private KnownPaths.Content content() {
    var content = tree.content();
    var paths = new TreeSet<>(content.paths());
    once.stream()
        .filter(path -> !paths.contains(path) && !rules.origins(path).isEmpty())
        .toList()
        .forEach(paths::add);
    paths.removeAll(content.gone().keySet());
    return new KnownPaths.Content(paths, content.gone(), content.images());
  }

  private static void save(FileHashes store) {
    try {
      store.save();
    } catch (IOException e) {
      LOG.warn("hashes of files cannot be remembered", e);
    }
  }
}
