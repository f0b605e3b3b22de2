package dev.devloop.daemon;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The JVM's start-up cache and its program, files that are mapped into the process: most of them
/// is touched at the start, and half of that hardly ever after. Nobody asks the system to take that
/// half back, unless memory gets short.
final class MappedFiles {

  /// The cache, and the JVM with its compiler and its collector.
  private static final List<String> SUFFIXES = List.of(".aot", "/libjvm.so");

  /// Linux has this list; other systems are left alone.
  private static final Path MAPS = Path.of("/proc/self/smaps");

  /// Single pages come back when they are touched, not 2 MB or 128 KB around each.
  private static final int MADV_NOHUGEPAGE = 15;

  private static final int MADV_RANDOM = 1;

  /// Pages leave the process and the system's memory; one that is touched again is read from the
  /// file. What stays in that memory would come back 16 pages at a time, 14 MB in all. Linux before
  /// 5.4 refuses, and they only leave the process.
  private static final int MADV_PAGEOUT = 21;

  /// Pages leave the process, also those that another daemon has as well: these are not paged out.
  private static final int MADV_DONTNEED = 4;

  private static final List<Integer> ADVICES =
      List.of(MADV_NOHUGEPAGE, MADV_RANDOM, MADV_PAGEOUT, MADV_DONTNEED);

  /// A part of the address space.
  record Range(long from, long to) {}

  private MappedFiles() {}

  static void giveBack() {
    try {
      if (Files.isReadable(MAPS)) {
        var madvise = madvise();
        for (var range : readOnly(Files.readAllLines(MAPS))) {
          for (int advice : ADVICES) {
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
  /// 123 /dist/daemon.aot`, each followed by lines about it. Pages that were written once, by the
  /// linker for example, are nowhere else: a part with such pages is left alone.
  static List<Range> readOnly(List<String> maps) {
    var ranges = new ArrayList<Range>();
    var range = Optional.<Range>empty();
    for (var line : maps) {
      var fields = line.split("\\s+", 6);
      if (fields[0].contains("-")) {
        range = Optional.of(fields).filter(MappedFiles::isReadOnly).map(MappedFiles::range);
      } else if (fields[0].equals("Anonymous:") && fields[1].equals("0")) {
        range.ifPresent(ranges::add);
      }
    }
    return ranges;
  }

  private static boolean isReadOnly(String[] fields) {
    return fields.length == 6
        && fields[1].startsWith("r-")
        && SUFFIXES.stream().anyMatch(fields[5]::endsWith);
  }

  private static Range range(String[] fields) {
    var ends = fields[0].split("-", 2);
    return new Range(Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16));
  }
}
