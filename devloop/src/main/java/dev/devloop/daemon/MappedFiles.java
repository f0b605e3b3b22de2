package dev.devloop.daemon;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The JVM's start-up cache and its program, files that are mapped into the process: most of them
/// is touched at the start, and half of that hardly ever after. Nobody asks the system to take that
/// half back, unless memory gets short.
final class MappedFiles {

  /// The cache, and the JVM with its compiler and its collector.
  private static final List<String> SUFFIXES = List.of(".aot", "/libjvm.so");

  /// Linux has this list; other systems are left alone.
  private static final Path MAPS = Path.of("/proc/self/maps");

  /// Single pages come back when they are touched, not 2 MB or 128 KB around each.
  private static final int MADV_NOHUGEPAGE = 15;

  private static final int MADV_RANDOM = 1;

  /// Pages leave the process; one that is touched again is read from the file. Nothing can get
  /// lost. Linux before 5.4 refuses, and all stays as it was.
  private static final int MADV_PAGEOUT = 21;

  /// A part of the address space.
  record Range(long from, long to) {}

  private MappedFiles() {}

  static void pageOut() {
    try {
      if (Files.isReadable(MAPS)) {
        var madvise = madvise();
        for (var range : readOnly(Files.readAllLines(MAPS))) {
          for (int advice : List.of(MADV_NOHUGEPAGE, MADV_RANDOM, MADV_PAGEOUT)) {
            var _ =
                (int)
                    madvise.invokeExact(
                        MemorySegment.ofAddress(range.from()), range.to() - range.from(), advice);
          }
        }
      }
    } catch (IOException _) {
      // a system that hides the list: memory stays as it is
    } catch (Throwable e) {
      throw new IllegalStateException("madvise has another signature here", e);
    }
  }

  @SuppressWarnings("restricted") // the daemon is started with access to native code
  private static MethodHandle madvise() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("madvise"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT));
  }

  /// The parts of these files that are only read, of lines such as `7f25-7f26 r--p 01652000 08:01
  /// 123 /dist/daemon.aot`. Written ones are nowhere else.
  static List<Range> readOnly(List<String> maps) {
    return maps.stream()
        .map(line -> line.split("\\s+", 6))
        .filter(fields -> fields.length == 6)
        .filter(fields -> fields[1].startsWith("r-"))
        .filter(fields -> SUFFIXES.stream().anyMatch(fields[5]::endsWith))
        .flatMap(fields -> range(fields[0]))
        .toList();
  }

  private static Stream<Range> range(String text) {
    var ends = text.split("-", 2);
    return ends.length == 2
        ? Stream.of(
            new Range(Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16)))
        : Stream.empty();
  }
}
