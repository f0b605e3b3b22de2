package dev.devloop.kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the state folder holds about a cluster: what cannot be asked of the cluster itself.
///
/// @param creating devloop began to make the cluster and has not come to the end: a node without a
///   [Marker] is a leftover of that
/// @param projects as they were when devloop stopped the cluster, and those that asked for it
///   since: it may stop without devloop, with the machine
record ClusterRecord(boolean creating, List<Entry> projects) {

  static final ClusterRecord NONE = new ClusterRecord(false, List.of());

  /// A [Project] as it is written.
  ///
  /// @param folder empty when it is not known
  record Entry(String name, String folder, boolean active) {

    static Entry of(Project project) {
      return new Entry(
          project.name(), project.folder().map(Path::toString).orElse(""), project.active());
    }

    Project project() {
      return new Project(
          name, Optional.of(folder).filter(text -> !text.isEmpty()).map(Path::of), active);
    }
  }

  ClusterRecord {
    projects = projects == null ? List.of() : List.copyOf(projects);
  }

  ClusterRecord creating(boolean now) {
    return new ClusterRecord(now, projects);
  }

  /// A project has asked for the cluster.
  ClusterRecord with(String project) {
    if (projects.stream().anyMatch(entry -> entry.name().equals(project))) {
      return this;
    }
    var all = new ArrayList<>(projects);
    all.add(new Entry(project, "", true));
    return new ClusterRecord(creating, all);
  }

  ClusterRecord projects(List<Project> now) {
    return new ClusterRecord(creating, now.stream().map(Entry::of).toList());
  }
}
