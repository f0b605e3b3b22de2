package dev.devloop.host;

import dev.devloop.config.Json;
import dev.devloop.core.Check;
import dev.devloop.core.ExitCode;
import dev.devloop.core.Problem;
import dev.devloop.engine.EngineAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The documents of `--json`. Fields are only ever added.
///
/// @param exit what the command ends with
record Documents(Map<String, Object> document, ExitCode exit) {

  static ExitCode print(Documents it) {
    System.out.print(Json.text(it.document()));
    return it.exit();
  }

  static Documents doctor(List<Check> checks) {
    var document = begun();
    boolean bad = checks.stream().anyMatch(c -> c.level() == Check.Level.FAIL);
    document.put("ok", !bad);
    document.put("checks", checks.stream().map(Documents::check).toList());
    return new Documents(document, bad ? ExitCode.PLATFORM : ExitCode.OK);
  }

  private static Map<String, Object> check(Check check) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", check.name());
    fields.put("level", check.level().name().toLowerCase(Locale.ROOT));
    fields.put("detail", check.detail());
    fields.put("fix", check.fix());
    return fields;
  }

  static Documents validation(Path file, List<Problem> problems) {
    var document = begun();
    document.put("file", file.toString());
    document.put("valid", problems.isEmpty());
    document.put("problems", problems.stream().map(Documents::problem).toList());
    return new Documents(document, problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE);
  }

  private static Map<String, Object> problem(Problem problem) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", problem.id());
    fields.put("what", problem.what());
    fields.put("meaning", problem.meaning());
    fields.put("fix", problem.fix());
    fields.put("evidence", problem.evidence());
    return fields;
  }

  static Documents engine(Optional<EngineAddress> answering) {
    var document = begun();
    document.put("running", answering.isPresent());
    answering.ifPresent(a -> document.put("address", a.toString()));
    return new Documents(document, answering.isPresent() ? ExitCode.OK : ExitCode.PLATFORM);
  }

  private static Map<String, Object> begun() {
    var document = new LinkedHashMap<String, Object>();
    document.put("schema", 1);
    return document;
  }
}
