package org.tunnelbench.deploy.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.ContentKey;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.PackageFile;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.SourcePackage;
import org.tunnelbench.lab.debian.Unpacking;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;

/**
 * Kubernetes' own programs, built once from Debian's source package, since Debian has no package of
 * a server.
 *
 * @param folder that holds them
 * @param version such as {@code 1.20.2}
 */
public record KubernetesPrograms(Path folder, String version) {
  private static final String LAYOUT = "kubernetes 1";
  private static final String KIND = "kubernetes";
  private static final String SOURCE = "kubernetes";
  private static final String UNFINISHED = ".new-";

  /** Go, and a newer copy of a library whose copy in the source crashes when built by this Go. */
  private static final List<String> BUILD_PACKAGES =
      List.of("golang-1.19-go", "golang-1.19-src", "golang-github-modern-go-reflect2-dev");

  /** Debian went back to an older version under a newer number: {@code 1.20.5+really1.20.2-1.1}. */
  private static final Pattern VERSION =
      Pattern.compile("(?:.*really)?(?<version>[0-9]+\\.[0-9]+\\.[0-9]+)[-+].*");

  /** How long another's build is waited for. */
  private static final Duration LONGEST_WAIT = GoBuild.LONGEST_BUILD.plusMinutes(20);

  /**
   * Those of the newest source that can be had; built where the cache lacks them, which takes eight
   * minutes of two processors.
   *
   * @param progress hears a line about everything that takes time
   * @throws LabException where the source, or what builds it, cannot be had, or the build fails
   */
  public static KubernetesPrograms prepare(
      LabFolders folders, LabSettings settings, Consumer<String> progress)
      throws LabException, InterruptedException {
    Path made = folders.cache().resolve(KIND);
    try {
      DebianSuite debian = new DebianSuite(folders.cache(), settings, progress);
      SourcePackage source = debian.source(SOURCE);
      PackageSet tools = debian.packages(BUILD_PACKAGES);
      return FolderLock.holding(
          made,
          LONGEST_WAIT,
          () -> progress.accept("waiting for another's build of Kubernetes"),
          () -> prepareAlone(made, source, tools, progress));
    } catch (IOException failed) {
      throw new LabException(
          "Cannot build Kubernetes in " + made + ": " + failed.getMessage(), failed);
    }
  }

  private static KubernetesPrograms prepareAlone(
      Path made, SourcePackage source, PackageSet tools, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    List<String> parts = new ArrayList<>(List.of(LAYOUT, source.sha256()));
    tools.files().forEach(file -> parts.add(file.sha256()));
    String version = version(source.version());
    Path folder = made.resolve(version + "-" + ContentKey.of(parts));
    if (!Files.isDirectory(folder)) {
      sweep(made);
      Path work = Files.createTempDirectory(made, UNFINISHED);
      try {
        Files.move(
            built(work, source, tools, version, progress), folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        FileTree.delete(work);
      }
    }
    return new KubernetesPrograms(folder, version);
  }

  /** A build that was killed leaves some gigabytes. */
  private static void sweep(Path made) throws IOException {
    try (Stream<Path> found = Files.list(made)) {
      for (Path each :
          found.filter(path -> path.getFileName().toString().startsWith(UNFINISHED)).toList()) {
        FileTree.delete(each);
      }
    }
  }

  private static Path built(
      Path work, SourcePackage source, PackageSet tools, String version, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    Path root = Files.createDirectory(work.resolve("tools"));
    for (PackageFile file : tools.files()) {
      Unpacking.unpack(tools.path(file), root);
    }
    GoBuild build = new GoBuild(work, root, version, progress);
    Files.createDirectories(build.sources().getParent());
    Unpacking.unpackSource(source, build.sources());
    return build.run();
  }

  static String version(String ofPackage) throws LabException {
    Matcher matcher = VERSION.matcher(ofPackage);
    if (!matcher.matches()) {
      throw new LabException(
          "Debian's source package of Kubernetes has version "
              + ofPackage
              + ", which does not tell whose programs it builds.");
    }
    return matcher.group("version");
  }

  /** The client, of the same version. */
  public Path kubectl() {
    return folder.resolve("kubectl");
  }
}
