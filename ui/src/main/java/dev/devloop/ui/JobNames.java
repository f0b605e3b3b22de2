package dev.devloop.ui;

import dev.devloop.core.Job;

/// Jobs in words of the views.
final class JobNames {

  private JobNames() {}

  static String word(Job job) {
    return switch (job) {
      case Job.StartCluster _ -> "start cluster";
      case Job.MakeImage _ -> "make image";
      case Job.DeliverImage _ -> "deliver image";
      case Job.ApplyShared _ -> "apply shared objects";
      case Job.Deploy _ -> "deploy";
      case Job.Restart _ -> "restart";
      case Job.Pause _ -> "pause";
      case Job.TakeDown _ -> "take down";
    };
  }
}
