import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Gives the classes of a jar today's class file version: `java RenewClasses.java IN.jar OUT.jar`.
/// The JVM's start-up cache leaves out classes of Java 5, as which picocli comes; with them a command
/// starts in half of the time. The code stays what it is.
void main(String[] args) throws IOException {
  var in = Path.of(args[0]);
  try (var loader = new URLClassLoader(new URL[] {in.toUri().toURL()});
      var jar = new JarFile(in.toFile());
      var out = new JarOutputStream(Files.newOutputStream(Path.of(args[1])))) {
    var classes =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
    for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
      var bytes = jar.getInputStream(entry).readAllBytes();
      var name = entry.getName();
      out.putNextEntry(new JarEntry(name));
      boolean renew = name.endsWith(".class") && !name.startsWith("META-INF/");
      out.write(renew ? renewed(classes, bytes) : bytes);
      out.closeEntry();
    }
  }
}

byte[] renewed(ClassFile classes, byte[] bytes) {
  var version =
      ClassTransform.endHandler(
          builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0));
  return classes.transformClass(
      classes.parse(bytes),
      ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element))
          .andThen(
              ClassTransform.dropping(e -> e instanceof java.lang.classfile.ClassFileVersion))
          .andThen(version));
}
