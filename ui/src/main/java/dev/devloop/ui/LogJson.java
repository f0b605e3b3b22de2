package dev.devloop.ui;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.devloop.core.LogLine;
import dev.devloop.core.ServiceName;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// Log lines as JSON. By hand, since thousands a second are written.
final class LogJson {

  private LogJson() {}

  /// `{"seq":1,"at":...}` on one line.
  static String of(LogLine line) {
    var text = new StringBuilder(200);
    text.append("{\"seq\":").append(line.seq());
    text.append(",\"at\":\"").append(line.at().truncatedTo(ChronoUnit.MICROS)).append('"');
    field(text, "service", line.service().map(ServiceName::value).orElse(""));
    field(text, "pod", line.instance());
    field(text, "container", line.container());
    field(text, "kind", line.kind().word());
    field(text, "level", line.level().word());
    field(text, "text", line.text());
    return text.append('}').toString();
  }

  /// `[{...},{...}]` on one line.
  static String of(List<LogLine> lines) {
    return lines.stream().map(LogJson::of).collect(Collectors.joining(",", "[", "]"));
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(",\"").append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, text);
    text.append('"');
  }
}
