package bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures live sync, the page and the logs on a real cluster and prints rows. Called by
/// `bin/bench`, which names the folders and the cluster.
public final class Bench {

  private Bench() {}

  interface Section {
    void run(Place place) throws Exception;
  }

  static final Map<String, Section> SECTIONS = sections();

  private static Map<String, Section> sections() {
    var all = new LinkedHashMap<String, Section>();
    all.put("sync", Latency::run);
    all.put("burst", Burst::run);
    all.put("tree", Tree::run);
    all.put("replicas", Replicas::run);
    all.put("services", Services::run);
    all.put("idle", Idle::run);
    all.put("large", Large::run);
    all.put("suspended", Suspended::run);
    all.put("sample", Sample::run);
    all.put("page", Page::run);
    all.put("logs", Logs::run);
    all.put("quick", Quick::run);
    all.put("many", Many::run);
    return all;
  }

  /// @param arguments checkout, folder to work in, cluster, names of sections
  public static void main(String[] arguments) throws Exception {
    var place = new Place(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]);
    for (var name : List.of(arguments).subList(3, arguments.length)) {
      SECTIONS.get(name).run(place);
    }
  }
}
