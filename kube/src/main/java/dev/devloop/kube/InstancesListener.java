package dev.devloop.kube;

import dev.devloop.core.Observed;
import dev.devloop.core.Problem;
import dev.devloop.core.ServiceName;
import java.util.Map;

/// Hears what happens in the cluster. Called by one thread at a time and expected to return
/// quickly: post an event and go.
public interface InstancesListener {

  /// All watched services as they are now; called when something of them changed, and once at the
  /// start. Every watched service is in the map.
  void changed(Map<ServiceName, Observed> services);

  /// An object with devloop's labels was deleted by somebody other than this [Kube]. Applying it
  /// again brings it back.
  void gone(ObjectRef object);

  /// The API has not answered for a while: what was last told may be wrong.
  void lost(Problem problem);

  /// The API answers again; `changed` follows.
  void found();
}
