package dev.devloop.project;

import dev.devloop.core.ServiceName;
import dev.devloop.core.config.DevConfig;
import dev.devloop.core.config.ServiceConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Services that a person enabled or disabled at run time, over what the config says. Kept in a
/// file, so that the next daemon knows of them.
public final class Switches {

  private final Path file;

  public Switches(Path file) {
    this.file = file;
  }

  /// The config with the services as they are switched.
  public synchronized DevConfig apply(DevConfig config) {
    var switched = PropertyFile.read(file);
    SequencedMap<ServiceName, ServiceConfig> services = new LinkedHashMap<>();
    config
        .services()
        .forEach((name, service) ->
            services.put(
                name,
                service.withEnabled(
                    Boolean.parseBoolean(
                        switched.getOrDefault(
                            name.value(), Boolean.toString(service.enabled()))))));
    return config.withServices(services);
  }

  /// Switches a service; what it needs is enabled with it, what needs it is disabled with it.
  ///
  /// @param config as it stands, switches included
  /// @return what changes
  public synchronized Set<ServiceName> turn(DevConfig config, ServiceName name, boolean on) {
    var changed = new LinkedHashSet<ServiceName>();
    spread(config, name, on, new LinkedHashSet<>(), changed);
    Map<String, String> values = new LinkedHashMap<>(PropertyFile.read(file));
    changed.forEach(s -> values.put(s.value(), Boolean.toString(on)));
    values.keySet().removeIf(s -> !config.services().containsKey(new ServiceName(s)));
    PropertyFile.write(file, values);
    return changed;
  }

  private static void spread(
      DevConfig config,
      ServiceName name,
      boolean on,
      Set<ServiceName> seen,
      Set<ServiceName> changed) {
    var service = config.services().get(name);
    if (service == null || !seen.add(name)) {
      return;
    }
    if (on) {
      service.dependsOn().forEach(d -> spread(config, d, true, seen, changed));
    } else {
      config.services().values().stream()
          .filter(s -> s.dependsOn().contains(name))
          .forEach(s -> spread(config, s.name(), false, seen, changed));
    }
    if (service.enabled() != on) {
      changed.add(name);
    }
  }
}
