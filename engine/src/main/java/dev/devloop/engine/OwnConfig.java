package dev.devloop.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The daemon.json of the engine that devloop starts.
///
/// @param folders where everything is
/// @param group who may use the socket, besides root: a name or number
/// @param wrapper whether containers are started through the capability wrapper
/// @param systemd whether systemd runs and manages the cgroups
record OwnConfig(EngineFolders folders, String group, boolean wrapper, boolean systemd) {

  String json() {
    var all = new LinkedHashMap<String, Object>();
    all.put("hosts", List.of("unix://" + folders.socket()));
    all.put("group", group);
    all.put("data-root", folders.data().toString());
    all.put("exec-root", folders.exec().toString());
    all.put("pidfile", folders.pid().toString());
    all.put("bridge", Bridge.NAME);
    all.put("log-driver", "json-file");
    all.put("log-opts", Map.of("max-size", "10m", "max-file", "2"));
    if (!systemd) {
      all.put("exec-opts", List.of("native.cgroupdriver=cgroupfs"));
    }
    if (wrapper) {
      all.put("default-runtime", "devloop-runc");
      all.put("runtimes", Map.of("devloop-runc", Map.of("path", folders.runtime().toString())));
    }
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and strings can be written", e);
    }
  }
}
