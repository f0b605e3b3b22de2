package dev.devloop.core;

/// One finding of `devloop doctor`.
///
/// @param name what was looked at, such as `engine` or `inotify watches`
/// @param detail what was found, one line
/// @param fix what to do when the level is not OK; empty otherwise
public record Check(String name, Level level, String detail, String fix) {

  /// How bad a finding is.
  public enum Level {
    OK,
    /// Works, but slower or with less than devloop could do.
    WARN,
    /// `devloop up` fails because of this.
    FAIL
  }

  public static Check ok(String name, String detail) {
    return new Check(name, Level.OK, detail, "");
  }

  public static Check warn(String name, String detail, String fix) {
    return new Check(name, Level.WARN, detail, fix);
  }

  public static Check fail(String name, String detail, String fix) {
    return new Check(name, Level.FAIL, detail, fix);
  }
}
