package dev.devloop.sync;

import dev.devloop.files.FileHashes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes entries into the tree without sending them: the whole tree is sent afterwards, and
/// contents when the agent asks for them.
final class Adoption implements Outlet {

  private static final byte[] NOTHING = {};

  private final KnownPaths known;
  private final Set<String> once;
  private final FileHashes hashes;
  private final List<String> fresh = new ArrayList<>();
  private final List<String> news = new ArrayList<>();

  /// @param once paths that are kept as known already
  Adoption(KnownPaths known, Set<String> once, FileHashes hashes) {
    this.known = known;
    this.once = once;
    this.hashes = hashes;
  }

  @Override
  public void add(Outgoing entry, boolean isFresh) {
    if (isFresh && !once.contains(entry.entry().path())) {
      fresh.add(entry.entry().path());
    }
  }

  @Override
  public Optional<HostFile> read(Sight file, boolean source) throws IOException {
    if (!hashes.isKnown(file.target(), file.about())) {
      news.add(file.target());
    }
    var hash = hashes.of(file.host(), file.target(), file.about());
    return Optional.of(new HostFile(file.about(), hash, file.about().size(), NOTHING));
  }

  /// Whether there are paths that were not known before.
  boolean hasFresh() {
    return !fresh.isEmpty();
  }

  /// Files that are not as they are remembered.
  List<String> news() {
    return news;
  }

  /// To be called before anything is sent.
  void end() {
    known.append(fresh);
  }
}
