package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.lab.run.FileTree;

/** Packages that were fetched, each under its SHA-256. */
final class PackageStore {
  private final Path folder;

  PackageStore(Path folder) {
    this.folder = folder;
  }

  /** Where the file is, or would be. */
  Path path(PackageFile file) {
    return folder.resolve(file.sha256() + ".deb");
  }

  boolean has(PackageFile file) throws IOException {
    return Files.exists(path(file)) && Files.size(path(file)) == file.size();
  }

  /** Those that are not here yet. */
  List<PackageFile> missing(List<PackageFile> files) throws IOException {
    List<PackageFile> missing = new ArrayList<>();
    for (PackageFile file : files) {
      if (!has(file)) {
        missing.add(file);
      }
    }
    return missing;
  }

  /** Fetches files that are not here. */
  void fetch(Apt apt, List<PackageFile> missing)
      throws IOException, UnavailableException, InterruptedException {
    Path arriving = Files.createTempDirectory(Files.createDirectories(folder), ".arriving-");
    try {
      apt.download(missing.stream().map(PackageFile::name).toList(), arriving);
      for (PackageFile file : missing) {
        Path arrived = arriving.resolve(file.fileName());
        if (!Files.exists(arrived) || !sha256(arrived).equals(file.sha256())) {
          throw new UnavailableException(
              file.fileName() + ": what was fetched is not what the index describes");
        }
        Files.move(arrived, path(file), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      FileTree.delete(arriving);
    }
  }

  /** Deletes all but these, and what was left half fetched. */
  void keepOnly(Set<PackageFile> wanted) throws IOException {
    Set<Path> keep = wanted.stream().map(this::path).collect(Collectors.toSet());
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.filter(path -> !keep.contains(path)).toList()) {
        FileTree.delete(path);
      }
    }
  }

  /** The SHA-256 of a file's content, in hexadecimal. */
  static String sha256(Path file) throws IOException {
    try (DigestInputStream input =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(input.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
