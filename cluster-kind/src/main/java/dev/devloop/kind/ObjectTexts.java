package dev.devloop.kind;

import dev.devloop.core.Progress;

/// Objects of Kubernetes that are not devloop's own, as files that recipes make.
interface ObjectTexts {

  /// @param file such as `gateway-api.yaml`
  /// @return YAML documents
  String text(String file, Progress progress);
}
