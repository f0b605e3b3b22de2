package dev.devloop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The arrows of docs/architecture.md.
final class WallsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.devloop");

  @Test
  void coreUsesTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("dev.devloop.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.devloop.core..", "java..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void coreKnowsNeitherFilesNorThreadsNorClocks() {
    noClasses()
        .that()
        .resideInAPackage("dev.devloop.core..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .check(CLASSES);
  }

  @Test
  void dockerJavaStaysInTheEngine() {
    onlyIn("dev.devloop.engine..", "com.github.dockerjava..");
  }

  @Test
  void fabric8StaysInKube() {
    onlyIn("dev.devloop.kube..", "io.fabric8..");
  }

  @Test
  void theWebServerAndTheTerminalStayInUi() {
    onlyIn("dev.devloop.ui..", "io.javalin..");
    onlyIn("dev.devloop.ui..", "org.jline..");
  }

  @Test
  void theWatcherStaysInSync() {
    onlyIn("dev.devloop.sync..", "io.methvin..");
  }

  @Test
  void re2jStaysInLogs() {
    onlyIn("dev.devloop.logs..", "com.google.re2j..");
  }

  /// What the client uses is on its short class path, so that it starts fast.
  @Test
  void theClientNeedsNoLargeLibrary() {
    noClasses()
        .that()
        .resideInAPackage("dev.devloop.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.devloop.engine..",
            "dev.devloop.kind..",
            "dev.devloop.kube..",
            "dev.devloop.sync..",
            "dev.devloop.daemon..",
            "dev.devloop.host..",
            "com.fasterxml..",
            "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void noCycles() {
    slices().matching("dev.devloop.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static void onlyIn(String home, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }
}
