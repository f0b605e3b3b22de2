package dev.devloop.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders that matter to some service of a project.
///
/// @param folder the project folder
record Interests(Path folder, List<ServiceRules> rules) implements FolderWatch.Interest {

  @Override
  public List<Path> tops() {
    var tops = new ArrayList<Path>();
    tops.add(folder);
    for (var service : rules) {
      for (var source : service.sources()) {
        var parent = source.getParent();
        if (!source.startsWith(folder) && parent != null && !tops.contains(parent)) {
          tops.add(parent);
        }
      }
    }
    return tops;
  }

  @Override
  public boolean prunes(Path path) {
    // no stream: asked for each folder of a project while it starts
    for (var service : rules) {
      if (!service.prunes(path)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean follows(Path link) {
    for (var service : rules) {
      if (service.isSource(link)) {
        return true;
      }
    }
    return false;
  }
}
