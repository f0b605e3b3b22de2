package dev.devloop.project;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What `ls` and `down` have to know of a project also when its configuration is wrong or gone.
///
/// @param name empty when it never had a good configuration
/// @param cluster the name of its cluster
public record ProjectNote(String name, String cluster, Path config) {

  /// What was written last; empty names when nothing was.
  public static ProjectNote read(Path file) {
    var values = PropertyFile.read(file);
    return new ProjectNote(
        values.getOrDefault("name", ""),
        values.getOrDefault("cluster", ""),
        Path.of(values.getOrDefault("config", "")));
  }

  public void write(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("cluster", cluster);
    values.put("config", config.toString());
    PropertyFile.write(file, values);
  }
}
