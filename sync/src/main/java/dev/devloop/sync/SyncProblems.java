package dev.devloop.sync;

import dev.devloop.core.DevloopException;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What is said when something does not arrive.
final class SyncProblems {

  private static final int NAMED = 10;

  private SyncProblems() {}

  /// @param refused path in the container to what its system said
  static Problem refused(ServiceName service, Map<String, String> refused, boolean hasBuild) {
    var evidence =
        refused.entrySet().stream()
            .limit(NAMED)
            .map(e -> e.getKey() + ": " + e.getValue())
            .toList();
    var files = refused.size() == 1 ? "A file" : refused.size() + " files";
    if (isReadOnly(refused)) {
      return Problem.of(
              "sync-read-only",
              files + " of " + service + " cannot be written: the file system is read-only.",
              "The container has readOnlyRootFilesystem, or a read-only volume at that path.",
              hasBuild
                  ? "Nothing: the image is built anew instead. Faster is a volume of type emptyDir at"
                      + " that path."
                  : "Mount a volume of type emptyDir at that path, or take out the sync rule.")
          .withEvidence(evidence);
    }
    if (refused.values().stream().anyMatch(what -> what.startsWith("ENOSPC"))) {
      return Problem.of(
              "sync-no-space",
              files + " of " + service + " cannot be written: no space is left.",
              "The volume at that path is full, or the disk of the cluster's node is.",
              "Make room or the volume larger; then `devloop sync --now`.")
          .withEvidence(evidence);
    }
    return Problem.of(
            "sync-refused",
            files + " of " + service + " cannot be written in the container.",
            "Something that the host does not know is in the way there: a folder that is not empty,"
                + " or a mount.",
            "Remove it in the container or correct the sync rule; then `devloop sync --now`.")
        .withEvidence(evidence);
  }

  static boolean isReadOnly(Map<String, String> refused) {
    return refused.values().stream().anyMatch(what -> what.startsWith("EROFS"));
  }

  static Problem unreadable(ServiceName service, Collection<Path> paths) {
    return Problem.of(
            "sync-unreadable",
            "Files of " + service + " cannot be read on the host.",
            "They belong to another user. The containers keep what they have.",
            "Make them readable, or name them in .devloopignore; then `devloop sync --now`.")
        .withEvidence(paths.stream().limit(NAMED).map(Path::toString).toList());
  }

  static Problem pullRefused(ServiceName service, Path host, String path, String pod) {
    return Problem.of(
            "pull-refused",
            host + " was not overwritten by " + path + " of " + service + ".",
            "Both sides were changed since they were last the same.",
            "Compare them (`devloop exec "
                + service
                + " -- cat "
                + path
                + "`), then save or delete"
                + " the host's file: the next change in the container is taken again.")
        .withEvidence(List.of("pod " + pod));
  }

  /// @param cause why the stream ended, or was not opened
  /// @param evidence what its program said
  static Problem detached(Exception cause, List<String> evidence) {
    var all = new ArrayList<String>();
    all.add(words(cause));
    all.addAll(evidence);
    return Problem.of(
            "sync-detached",
            "There is no stream to the sync agent on the cluster's node.",
            "The node is stopped, paused or just starting; or its agent is.",
            "Nothing: it is tried again, and what changed meanwhile is sent then.")
        .withEvidence(all);
  }

  /// The end of a stream has no message.
  private static String words(Exception cause) {
    var message = cause.getMessage();
    return message == null || message.isBlank() ? "the stream ended" : message;
  }

  static DevloopException notAttached(ServiceName service) {
    return new DevloopException(
        ExitCode.PLATFORM,
        Problem.of(
            "sync-detached",
            "The process of " + service + " cannot be restarted now.",
            "There is no stream to the sync agent on the cluster's node: it is stopped, paused or"
                + " just starting.",
            "Try again in a moment, or restart the pod: `devloop restart --pod " + service + "`."));
  }

  static DevloopException restartTimedOut(ServiceName service) {
    return new DevloopException(
        ExitCode.TIMEOUT,
        Problem.of(
            "restart-timed-out",
            "The process of " + service + " was not restarted in time.",
            "It ignores SIGTERM, or the machine is very busy.",
            "Restart the pod: `devloop restart --pod " + service + "`."));
  }

  /// @param what `max_user_watches` or `max_user_instances`
  /// @param now its present value
  static Problem watchLimit(String what, long now, int polled) {
    var wanted = Math.max(524_288, now * 2);
    var value = what.equals("max_user_instances") ? Math.max(1024, now * 2) : wanted;
    return Problem.of(
        "watch-limit",
        "The system watches no more folders (fs.inotify."
            + what
            + " = "
            + now
            + "): "
            + polled
            + " are polled, which is slower.",
        "All programs of a user share the limit; editors and other watchers take much of it.",
        "sudo sysctl -w fs.inotify."
            + what
            + "="
            + value
            + " (to keep it: write fs.inotify."
            + what
            + "="
            + value
            + " into /etc/sysctl.d/60-devloop.conf). It is noticed by itself.");
  }
}
