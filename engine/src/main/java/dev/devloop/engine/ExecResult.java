package dev.devloop.engine;

/// How a command in a container ended.
///
/// @param exitCode 0 when all went well
/// @param stdout at most the first 4 MiB
/// @param stderr at most the first 4 MiB
public record ExecResult(int exitCode, String stdout, String stderr) {

  public boolean ok() {
    return exitCode == 0;
  }
}
