package dev.devloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A key or a command that no test claims by `@Covers` could be removed unnoticed; a claim for one
/// that does not exist is a test of nothing.
final class EveryKeyIsTestedTest {

  /// One option or command per line of a help text, after its indent.
  private static final Pattern COMMAND = Pattern.compile("^  ([a-z]+)(?: |,|$).*");

  private static final Pattern PROBLEM = Pattern.compile("Problem\\.of\\(\\s*\"([a-z-]+)\"");

  private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]+)");

  @Test
  void everyKeyOfTheSchemaIsClaimedByATest() {
    assertThat(claims(Covers::keys)).containsExactlyInAnyOrderElementsOf(Contract.keys());
  }

  @Test
  void everyCommandAndOptionIsClaimedByATest(Projects projects) {
    var project = projects.openUnstarted("web");
    var there = new TreeSet<>(Set.of("-C", "-f", "--yes", "--version", "--help", "logs -f"));
    for (var command : commands(project.devloop("--help").mustEndWith(0).out())) {
      there.add(command);
      var help = project.devloop(command, "--help").mustEndWith(0).out();
      options(help).forEach(option -> there.add(command + " " + option));
    }
    assertThat(claims(Covers::commands)).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void everyProblemIsListed() {
    var sources =
        Folders.files(Sandbox.checkout()).stream()
            .filter(file -> file.toString().contains("/src/main/java/"))
            .toList();
    var named =
        sources.stream()
            .flatMap(file -> PROBLEM.matcher(Folders.read(file)).results())
            .map(match -> "`" + match.group(1) + "`")
            .distinct();
    assertThat(Folders.read(Sandbox.checkout().resolve("docs/problems.md")))
        .contains(named.toList());
  }

  private static List<String> commands(String help) {
    return help.lines()
        .dropWhile(line -> !line.startsWith("Commands:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(COMMAND::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .filter(command -> !command.equals("help"))
        .toList();
  }

  /// Without those that every command has.
  private static List<String> options(String help) {
    return OPTION
        .matcher(help)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .filter(option -> !Set.of("--help", "--version", "--yes", "--file").contains(option))
        .toList();
  }

  private static Set<String> claims(Function<Covers, String[]> kind) {
    var claims = new TreeSet<String>();
    testMethods()
        .map(method -> method.getAnnotation(Covers.class))
        .filter(covers -> covers != null)
        .forEach(covers -> claims.addAll(List.of(kind.apply(covers))));
    return claims;
  }

  /// Of all test classes beside this one.
  private static Stream<Method> testMethods() {
    var folder = Sandbox.checkout().resolve("src/test/java/dev/devloop/e2e");
    return Folders.files(folder).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith("Test.java"))
        .map(name -> type("dev.devloop.e2e." + name.replace(".java", "")))
        .flatMap(type -> Stream.of(type.getDeclaredMethods()));
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
