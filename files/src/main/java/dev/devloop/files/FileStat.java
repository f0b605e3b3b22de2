package dev.devloop.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/// What the file system tells of a path without its content being read; links are not followed.
///
/// @param mode type and permission bits, as of stat(2)
/// @param size in bytes
/// @param changed nanoseconds since 1970 of the last change of content, mode, name or owner
///   (ctime): it also moves when a file is replaced by one with the same modification time
public record FileStat(int mode, long size, long changed) {

  private static final int TYPE = 0170000;

  /// @throws IOException it is not there, for one
  public static FileStat of(Path path) throws IOException {
    var about = Files.readAttributes(path, "unix:mode,size,ctime", LinkOption.NOFOLLOW_LINKS);
    return new FileStat(
        about.get("mode") instanceof Integer bits ? bits : 0,
        about.get("size") instanceof Long bytes ? bytes : 0,
        about.get("ctime") instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0);
  }

  public boolean isFile() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isLink() {
    return (mode & TYPE) == 0120000;
  }

  /// The permission bits of owner, group and others.
  public int permissions() {
    return mode & 0777;
  }
}
