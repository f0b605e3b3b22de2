package dev.devloop.sync;

import java.io.IOException;
import java.util.Optional;

/// Where entries go that a [Look] makes.
interface Outlet {

  /// @param fresh whether the path was not the host's before
  void add(Outgoing entry, boolean fresh) throws IOException;

  /// Reads a file, as far as it takes.
  ///
  /// @param source whether it is the source of a rule, and followed when it is a link
  /// @return empty when it is to be looked at again later
  Optional<HostFile> read(Sight file, boolean source) throws IOException;
}
