package org.tunnelbench.packaging.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Packages;
import org.tunnelbench.lab.debian.UnavailableException;
import org.tunnelbench.lab.run.FileTree;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.packaging.archive.Tree;

/**
 * Makes images. Of three layers each, so that those which share Debian's packages or the Java
 * runtime share their layers too.
 *
 * @param products what was built, a folder for each part, and bills of materials in {@code sbom}
 * @param version of the images
 * @param at the time of everything in them
 */
public record ImageBuild(Path products, String version, Instant at) {
  /** Today's stable: what is in the images is kept up to date for years. */
  static final String SUITE = "trixie";

  private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(20);

  /**
   * An image that was made.
   *
   * @param file the archive of its layout
   * @param reference its name, as manifests say it
   * @param digest that registries know it by
   */
  public record Made(Path file, String reference, String digest) {}

  /**
   * Makes images into a folder.
   *
   * @param progress hears a line about everything that takes time
   * @throws LabException where packages cannot be had, or the JDK makes no runtime
   */
  public List<Made> make(
      List<ServiceImage> images, Path folder, LabFolders cache, Consumer<String> progress)
      throws IOException, LabException, InterruptedException {
    Path work = Files.createTempDirectory("tunnelbench-images");
    try {
      Making making = new Making(work, cache, progress);
      List<Made> made = new ArrayList<>();
      for (ServiceImage image : images) {
        made.add(making.make(image, folder));
      }
      return List.copyOf(made);
    } finally {
      FileTree.delete(work);
    }
  }

  /** One run: layers that were made are used again. */
  private final class Making {
    private final Path work;
    private final LabFolders cache;
    private final Consumer<String> progress;
    private final JavaRuntime java = JavaRuntime.ofThisProcess();
    private final Map<List<String>, Layer> roots = new HashMap<>();
    private Optional<Layer> runtime = Optional.empty();

    Making(Path work, LabFolders cache, Consumer<String> progress) {
      this.work = work;
      this.cache = cache;
      this.progress = progress;
    }

    Made make(ServiceImage image, Path folder)
        throws IOException, LabException, InterruptedException {
      List<String> names =
          Stream.concat(DebianRoot.UNDER_JAVA.stream(), image.packages().stream()).toList();
      DebianRoot debian = new DebianRoot(packages(names));
      Layer root = root(names, debian);
      OciArchive archive =
          new OciArchive(image, version, List.of(root, runtime(), application(image, debian)));
      Path file = folder.resolve("tunnelbench-%s-%s.oci.tar".formatted(image.partName(), version));
      return new Made(file, archive.reference(), archive.write(file, at));
    }

    private PackageSet packages(List<String> names)
        throws IOException, LabException, InterruptedException {
      return FolderLock.holding(
          cache.cache(),
          LONGEST_PREPARATION,
          () -> {
            LabSettings settings = LabSettings.load(Map.copyOf(System.getenv()));
            try {
              return new Packages(
                      cache.cache(),
                      settings,
                      MachineMirror.find(settings),
                      Clock.systemUTC(),
                      progress)
                  .getWithDependencies(SUITE, names);
            } catch (UnavailableException unavailable) {
              throw new LabException(
                  "The images' packages cannot be had: " + unavailable.getMessage(), unavailable);
            }
          });
    }

    private Layer root(List<String> names, DebianRoot debian)
        throws IOException, LabException, InterruptedException {
      Layer known = roots.get(names);
      if (known != null) {
        return known;
      }
      Path unpacked = Files.createTempDirectory(work, "root-");
      Layer made = Layer.write(debian.tree(unpacked), work, at);
      roots.put(names, made);
      return made;
    }

    private Layer runtime() throws IOException, LabException, InterruptedException {
      if (runtime.isEmpty()) {
        Path folder = work.resolve("java");
        java.link(folder);
        runtime = Optional.of(Layer.write(new Tree().below(Layout.JAVA, folder), work, at));
      }
      return runtime.get();
    }

    private Layer application(ServiceImage image, DebianRoot debian) throws IOException {
      Path folder = products.resolve(image.partName());
      InvalidValueException.unless(
          Files.isDirectory(folder),
          "products",
          folder,
          "must have been built: start through ./tunnelbench");
      byte[] bill =
          new BillOfMaterials(
                  products.resolve("sbom").resolve(image.partName() + ".json"),
                  debian.packages(),
                  SUITE,
                  java.version())
              .json(at);
      Tree application =
          new Tree().below(Layout.APPLICATION, folder).bytes(Layout.BILL_OF_MATERIALS, bill, 0644);
      return Layer.write(application, work, at);
    }
  }
}
