package dev.devloop.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The user's store of Windows, seen from WSL: the browsers that people use there look at it.
///
/// @param certutil Windows' own program, which has nothing but its name in common with that of NSS
record WindowsStore(Programs programs, Path certutil) implements TrustStore {

  static Optional<TrustStore> find(Programs programs) {
    return programs.find("certutil.exe").map(found -> new WindowsStore(programs, found));
  }

  @Override
  public String name() {
    return "Windows' store of this user";
  }

  @Override
  public boolean has(Root root) {
    return programs.run(argv("-store", "Root", serial(root))).ok();
  }

  @Override
  public void add(Root root) {
    var path = programs.run(List.of("wslpath", "-w", root.file().toString()));
    programs.mustSucceed(path, "wslpath -w " + root.file());
    run(argv("-f", "-addstore", "Root", path.output().getFirst()));
  }

  @Override
  public void remove(Root root) {
    run(argv("-delstore", "Root", serial(root)));
  }

  private void run(List<String> argv) {
    programs.mustSucceed(programs.run(argv), Programs.shown(List.of(argv), List.of()));
  }

  private List<String> argv(String... words) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(certutil.toString(), "-user"),
            java.util.stream.Stream.of(words))
        .toList();
  }

  private static String serial(Root root) {
    return root.certificate().getSerialNumber().toString(16);
  }
}
