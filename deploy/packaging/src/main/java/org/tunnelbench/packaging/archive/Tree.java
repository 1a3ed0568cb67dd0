package org.tunnelbench.packaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;

/**
 * Files that an archive is to hold, by their paths: {@code usr/bin/tool}, without a slash at either
 * end. All belong to root. Folders that nobody named are everybody's to read.
 */
public final class Tree {
  private final SortedMap<String, Entry> entries = new TreeMap<>();

  /** All that it holds, each folder before what is in it. */
  public SortedMap<String, Entry> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /** Adds a file with this text. */
  public Tree text(String path, String text, int mode) {
    return bytes(path, text.getBytes(StandardCharsets.UTF_8), mode);
  }

  /** Adds a file with this content. */
  public Tree bytes(String path, byte[] content, int mode) {
    return put(path, new Entry.Made(content, mode));
  }

  /** Adds a file of this machine. */
  public Tree copy(String path, Path source, int mode) {
    return put(path, new Entry.Copy(source, mode));
  }

  /** Adds a symbolic link. */
  public Tree link(String path, String target) {
    return put(path, new Entry.Link(target));
  }

  /** Adds a folder. */
  public Tree folder(String path, int mode) {
    return put(path, new Entry.Folder(mode));
  }

  /** Adds what is in a folder of this machine, as it is there, but for who owns it. */
  public Tree below(String path, Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path each : found.filter(one -> !one.equals(folder)).toList()) {
        put(path + "/" + folder.relativize(each), entry(each));
      }
    }
    return this;
  }

  /** Adds all of another tree; what is in both is taken from that. */
  public Tree with(Tree other) {
    other.entries.forEach(this::put);
    return this;
  }

  /** Leaves out a file, or a folder with all that is in it; does nothing where it is absent. */
  public Tree without(String path) {
    entries.remove(path);
    entries.subMap(path + "/", path + Character.toString('/' + 1)).clear();
    return this;
  }

  private static Entry entry(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return new Entry.Link(Files.readSymbolicLink(file).toString());
    }
    int mode = mode(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        ? new Entry.Folder(mode)
        : new Entry.Copy(file, mode);
  }

  private static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return mode;
  }

  private Tree put(String path, Entry entry) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    InvalidValueException.unless(
        !plain.isEmpty() && !plain.endsWith("/") && !plain.contains("//"),
        "path",
        path,
        "must name a file or folder below the root");
    int slash = plain.lastIndexOf('/');
    if (slash > 0 && !entries.containsKey(plain.substring(0, slash))) {
      put(plain.substring(0, slash), new Entry.Folder(Entry.EXECUTABLE));
    }
    entries.put(plain, entry);
    return this;
  }
}
