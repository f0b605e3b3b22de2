package dev.devloop.sync;

import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import dev.devloop.core.config.ChangeRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Is told what a sync does. The calls of one service come in order and one at a time; those of
/// several services side by side. A call must return at once: what takes its time is done
/// elsewhere.
public interface SyncListener {

  /// Files of a service are in all of its running containers, or as far as [#refused] does not say
  /// otherwise.
  void synced(SyncBatch batch);

  /// Some files could not be brought into a container; all others were. Ids: `sync-read-only` (the
  /// container's file system; a service with a build is to be built anew), `sync-no-space`,
  /// `sync-refused` (anything else), `sync-unreadable` (the host's file), `pull-refused` (the
  /// host's file was changed as well).
  ///
  /// @param rebuild whether only a new image can bring the files in; never for a service without a
  ///   build
  void refused(ServiceName service, Problem problem, boolean rebuild);

  /// Nothing of a former [#refused] is left: all that was refused has arrived or is gone.
  void accepted(ServiceName service);

  /// Files changed that only a new image can bring in: they are in the build context and under no
  /// sync rule, or `onChange` says so.
  ///
  /// @param paths on the host, never empty
  void rebuild(ServiceName service, Set<Path> paths);

  /// Files that `onChange` names for `run` or `restart` changed and are in all running containers.
  ///
  /// @param actions `Run` and `Restart` only, each once, in the order of the configuration
  /// @param paths on the host that asked for them, never empty
  void changed(ServiceName service, List<ChangeRule.Action> actions, Set<Path> paths);

  /// Files came back from a container.
  ///
  /// @param paths on the host, never empty
  void pulled(ServiceName service, Set<Path> paths);

  /// How many host paths of a service are known to differ from some running container; 0 after the
  /// last of them has arrived. Told when it begins, when it ends, and at most every 100 ms between.
  ///
  /// @param held why they wait: empty when they are on their way, else `paused`, `manual`, `agent`
  ///   (no stream to the agent) or `refused`
  void pending(ServiceName service, int paths, String held);

  /// A container was found that differed from the host without a change on the host, and was put
  /// right.
  ///
  /// @param paths in the container, never empty; at most 20 are named
  void repaired(ServiceName service, List<String> paths);

  /// A container of a service began to be kept equal (its process has not begun yet, or the sync
  /// was attached to it).
  ///
  /// @param written files that its image lacked
  void started(ServiceName service, String pod, String container, int written);

  /// The operating system watches no more folders: what is left is polled, until it does.
  void watchLimited(Problem problem);

  /// There is a stream to the agent and all it lacked is on its way.
  void attached();

  /// There is none; changes are kept. Told once per loss.
  void detached(Problem problem);
}
