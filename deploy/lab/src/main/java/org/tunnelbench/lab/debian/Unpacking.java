package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostaccess.process.LocalCommand;
import org.tunnelbench.hostaccess.process.LocalProcess;
import org.tunnelbench.lab.LabException;

/** Takes the files out of packages; runs nothing of what is in them. */
public final class Unpacking {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Folders of the root that are links to those below usr in a merged tree. */
  private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib64");

  private Unpacking() {}

  /** Unpacks a package into a folder. */
  public static void unpack(Path file, Path into)
      throws IOException, LabException, InterruptedException {
    StepResult result =
        LocalProcess.run(
            LocalCommand.of("dpkg-deb", "--extract", file.toString(), into.toString()), LIMIT);
    if (!result.succeeded()) {
      throw new LabException("Cannot unpack " + file + ": " + result.stderr().strip());
    }
  }

  /**
   * Unpacks a source package, Debian's changes applied, into a folder that is not there yet.
   *
   * @throws LabException where a file is not what the package's description says, or dpkg-source(1)
   *     is not on this machine
   */
  public static void unpackSource(SourcePackage source, Path into)
      throws IOException, LabException, InterruptedException {
    StepResult result;
    try {
      result =
          LocalProcess.run(
              LocalCommand.of(
                  "dpkg-source",
                  "--no-copy",
                  "--extract",
                  source.description().toString(),
                  into.toString()),
              LIMIT);
    } catch (IOException absent) {
      throw new LabException(
          "dpkg-source cannot be run, which unpacks source packages: install Debian's package"
              + " dpkg-dev.",
          absent);
    }
    if (!result.succeeded()) {
      throw new LabException(
          "Cannot unpack " + source.description() + ": " + result.stderr().strip());
    }
  }

  /** A package's control file. */
  public static String fields(Path file) throws IOException, LabException, InterruptedException {
    return asked(file, LocalCommand.of("dpkg-deb", "--field", file.toString()));
  }

  /** A field of a package's control file; empty where it is absent. */
  public static String field(Path file, String name)
      throws IOException, LabException, InterruptedException {
    return asked(file, LocalCommand.of("dpkg-deb", "--field", file.toString(), name));
  }

  private static String asked(Path file, LocalCommand question)
      throws IOException, LabException, InterruptedException {
    StepResult result = LocalProcess.run(question, LIMIT);
    if (!result.succeeded()) {
      throw new LabException("Cannot read " + file + ": " + result.stderr().strip());
    }
    return result.stdout().strip();
  }

  /**
   * Moves /bin, /sbin, /lib and /lib64 of a tree below usr and puts links in their place. Packages
   * ship files on either side; dpkg-deb would replace such a link by a folder.
   */
  public static void mergeUsr(Path tree) throws IOException {
    for (String name : MERGED) {
      Path merged = Files.createDirectories(tree.resolve("usr").resolve(name));
      Path outside = tree.resolve(name);
      if (Files.isDirectory(outside, LinkOption.NOFOLLOW_LINKS)) {
        moveInto(outside, merged);
      }
      Files.createSymbolicLink(outside, Path.of("usr", name));
    }
  }

  private static void moveInto(Path from, Path to) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path target = to.resolve(entry.getFileName());
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
            && Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
          moveInto(entry, target);
        } else {
          Files.move(entry, target);
        }
      }
    }
    Files.delete(from);
  }
}
