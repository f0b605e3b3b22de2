package dev.devloop.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.devloop.daemon.MappedFiles.Range;
import org.junit.jupiter.api.Test;

final class MappedFilesTest {

  @Test
  void onlyWhatIsReadOfTheCacheAndTheJvmIsGivenBack() {
    var maps =
        """
        800001000-801650000 rw-p 00001000 fe:00 58 /a folder/daemon.aot
        Anonymous:             0 kB
        801650000-8037de000 r--p 01650000 fe:00 58 /a folder/daemon.aot
        Rss:               41344 kB
        Anonymous:             0 kB
        VmFlags: rd mr mw me
        7f2782ce3000-7f2783d6f000 r-xp 00000000 fe:00 9 /jvm/libjvm.so
        Anonymous:             0 kB
        7f2783e00000-7f2784200000 r--p 01400000 fe:00 9 /jvm/libjvm.so
        Anonymous:             4 kB
        7f2784200000-7f2784300000 rw-p 01500000 fe:00 9 /jvm/libjvm.so
        Anonymous:             0 kB
        f4000000-f60e6000 rw-p 00000000 00:00 0\s
        Anonymous:             0 kB
        7ffd-7ffe r-xp 00000000 00:00 0 [vdso]
        Anonymous:             0 kB
        """
            .lines()
            .toList();

    assertThat(MappedFiles.readOnly(maps))
        .containsExactly(
            new Range(0x801650000L, 0x8037de000L), new Range(0x7f2782ce3000L, 0x7f2783d6f000L));
  }

  @Test
  void aProcessGoesOnAfterwards() {
    assertThatCode(MappedFiles::giveBack).doesNotThrowAnyException();
  }
}
