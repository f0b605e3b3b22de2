package dev.devloop.core;

import java.util.List;

/// What a comparison by hashes of host and containers found.
///
/// @param containers one per running container
/// @param missing services that did not answer in time
public record SyncReport(List<OfContainer> containers, List<ServiceName> missing) {

  public SyncReport {
    containers = List.copyOf(containers);
    missing = List.copyOf(missing);
  }

  /// Whether all services answered and nothing differed.
  public boolean equal() {
    return missing.isEmpty() && containers.stream().allMatch(c -> c.different().isEmpty());
  }

  /// @param checked how many paths were compared
  /// @param repaired how many of the differences were put right
  public record OfContainer(
      ServiceName service,
      String pod,
      String container,
      int checked,
      List<Difference> different,
      int repaired) {

    public OfContainer {
      different = List.copyOf(different);
    }
  }

  /// @param path in the container
  /// @param is `missing`, `content`, `type`, `mode` or `present` (gone on the host)
  public record Difference(String path, String is) {}
}
