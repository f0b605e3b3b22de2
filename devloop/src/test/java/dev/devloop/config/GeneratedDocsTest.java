package dev.devloop.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The committed files are what the table of keys and the list of problems say. To renew them: `mvn
/// -pl devloop -am test -Dtest=GeneratedDocsTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Ddocs.renew=true`.
class GeneratedDocsTest {

  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void theSchemaIsFresh() throws IOException {
    isFresh(DOCS.resolve("dev-config.schema.json"), ConfigSchema.json());
  }

  @Test
  void theReferenceIsFresh() throws IOException {
    var file = DOCS.resolve("config.md");
    isFresh(file, between(file, "<!-- generated: keys -->\n", ConfigDocs.keys()));
  }

  @Test
  void theListOfProblemsIsFresh() throws IOException {
    var file = DOCS.resolve("problems.md");
    isFresh(file, between(file, "<!-- generated: problems -->\n", ConfigDocs.problems()));
  }

  private static String between(Path file, String start, String generated) throws IOException {
    var text = Files.readString(file);
    var from = text.indexOf(start) + start.length();
    assertThat(text).contains(start);
    return text.substring(0, from) + generated + text.substring(text.indexOf("<!-- end -->", from));
  }

  private static void isFresh(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("docs.renew")) {
      Files.writeString(file, wanted);
    }
    assertThat(file).as("renew it as the comment of this class says").hasContent(wanted);
  }
}
