package org.tunnelbench.hostagent.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Files that are on the disk, whole and under their names, when a call returns, and that only their
 * owner can read. A crash leaves the old content or the new, never a part.
 */
public final class DurableFile {
  private static final FileAttribute<?> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final String UNFINISHED = ".new";

  private DurableFile() {}

  /** Makes a folder, and those above it, where they are missing. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folderOf(folder);
    createFolder(above);
    Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    syncFolder(above);
  }

  /** Writes a file, in place of the one that was there. Its folder exists. */
  public static void write(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path fresh = folder.resolve(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OWNER_ONLY_FILE)) {
      writeAll(channel, content);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(folder);
  }

  /** Whether a file is one that a crash kept from taking the place of the one it was to replace. */
  static boolean isUnfinished(Path file) {
    return file.toString().endsWith(UNFINISHED);
  }

  /**
   * Adds to the end of a file, which is made where it is missing. Its folder exists.
   *
   * @throws IOException where that was not done, as on a full disk; the file is then as it was
   */
  public static void append(Path file, byte[] content) throws IOException {
    boolean isNew = !Files.exists(file);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            OWNER_ONLY_FILE)) {
      long before = channel.size();
      try {
        writeAll(channel, content);
      } catch (IOException failed) {
        cutBack(channel, before, failed);
        throw failed;
      }
    }
    if (isNew) {
      syncFolder(folderOf(file));
    }
  }

  /**
   * The lines of a file; none where there is no such file. A character that a crash cut in two
   * reads as U+FFFD.
   */
  public static List<String> lines(Path file) throws IOException {
    return Files.exists(file)
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  /** Whether a file is empty or absent, or its last line has its end. */
  static boolean endsWithLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() == 0
          || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
    }
  }

  /** Removes a file; one that is absent is no error. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncFolder(folderOf(file));
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  /** What is added next must not go on what was written in part. */
  private static void cutBack(FileChannel channel, long size, IOException failed) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      failed.addSuppressed(e);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException(path + " has no folder");
    }
    return folder;
  }
}
