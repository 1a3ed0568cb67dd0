package org.tunnelbench.lab.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.Mirror;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Packages;
import org.tunnelbench.lab.debian.UnavailableException;
import org.tunnelbench.lab.run.FolderLock;
import org.tunnelbench.lab.run.LabFolders;

/** Gets what guests are made of: kernels and the root tree, from the cache or from the archive. */
public final class LabGuests {
  /** Kernels that a comparison needs. */
  public static final int FEWEST_KERNELS = 2;

  private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(45);

  private final LabFolders folders;
  private final LabSettings settings;
  private final Consumer<String> progress;
  private final Packages packages;

  private LabGuests(LabFolders folders, LabSettings settings, Consumer<String> progress)
      throws IOException {
    this.folders = folders;
    this.settings = settings;
    this.progress = progress;
    Optional<Mirror> mirror = MachineMirror.find(settings);
    this.packages = new Packages(folders.cache(), settings, mirror, Clock.systemUTC(), progress);
  }

  /**
   * Prepares guests.
   *
   * @param series the kernels that are wanted, such as {@code 6.1}; all where empty
   * @param progress hears a line about everything that takes time or cannot be had
   * @throws LabException where fewer kernels can be had than {@link #FEWEST_KERNELS}, or than were
   *     chosen where only one was
   */
  public static PreparedGuests prepare(
      LabFolders folders, LabSettings settings, List<String> series, Consumer<String> progress)
      throws LabException, InterruptedException {
    try {
      return FolderLock.holding(
          folders.cache(),
          LONGEST_PREPARATION,
          () ->
              progress.accept(
                  "another tunnelbench works in the cache %s; waiting for it"
                      .formatted(folders.cache())),
          () -> new LabGuests(folders, settings, progress).prepare(series));
    } catch (IOException failed) {
      throw new LabException(
          "Cannot prepare the guests in " + folders.cache() + ": " + failed.getMessage(), failed);
    }
  }

  private PreparedGuests prepare(List<String> series)
      throws IOException, LabException, InterruptedException {
    try (ExecutorService suites = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<GuestTree> tree = suites.submit(this::tree);
      List<Future<Found>> found = new ArrayList<>();
      for (List<String> alternatives : settings.kernelSuites()) {
        found.add(suites.submit(() -> kernel(alternatives)));
      }
      Map<String, Kernel> byRelease = new TreeMap<>();
      List<String> unavailable = new ArrayList<>();
      for (Future<Found> each : found) {
        Found result = result(each);
        unavailable.addAll(result.problems());
        result.kernel().ifPresent(kernel -> byRelease.putIfAbsent(kernel.release(), kernel));
      }
      unavailable.forEach(problem -> progress.accept("kernel unavailable: " + problem));
      List<Kernel> chosen = choose(List.copyOf(byRelease.values()), series, unavailable);
      GuestTree root = result(tree);
      List<Path> wanted = new ArrayList<>(List.of(root.folder()));
      byRelease.values().forEach(kernel -> wanted.add(kernel.folder()));
      packages.prune();
      MadeFolders.keepOnly(folders, wanted, Instant.now());
      return new PreparedGuests(chosen, root, unavailable);
    }
  }

  private GuestTree tree() throws IOException, LabException, InterruptedException {
    try {
      PackageSet set = packages.get(settings.treeSuite(), settings.treePackages(), true);
      return GuestTree.of(set, folders.cache().resolve("trees"), progress);
    } catch (UnavailableException unavailable) {
      throw new LabException(
          "The guests' root tree cannot be made: "
              + unavailable.getMessage()
              + ". Name a suite that the mirror has as 'tree-suite' in lab.properties, or try again"
              + " with network.",
          unavailable);
    }
  }

  private Found kernel(List<String> alternatives)
      throws IOException, LabException, InterruptedException {
    List<String> problems = new ArrayList<>();
    for (String suite : alternatives) {
      try {
        PackageSet set = packages.get(suite, settings.kernelPackages(), false);
        Kernel kernel = KernelImage.of(set, folders.cache().resolve("kernels"), progress);
        // What another suite lacked is nobody's trouble now.
        return new Found(Optional.of(kernel), List.of());
      } catch (UnavailableException unavailable) {
        problems.add(unavailable.getMessage());
      }
    }
    return new Found(Optional.empty(), problems);
  }

  static List<Kernel> choose(List<Kernel> kernels, List<String> series, List<String> unavailable)
      throws LabException {
    List<Kernel> chosen =
        kernels.stream()
            .filter(kernel -> series.isEmpty() || series.contains(kernel.series()))
            .sorted(Comparator.comparing(Kernel::series, LabGuests::compareNumbers))
            .toList();
    int fewest = series.size() == 1 ? 1 : FEWEST_KERNELS;
    if (chosen.size() < fewest) {
      throw new LabException(
          "Only %d of the kernels that were asked for can be had, and %d are needed. There are: %s.%s"
                  .formatted(
                      chosen.size(),
                      fewest,
                      kernels.isEmpty()
                          ? "none"
                          : kernels.stream().map(Kernel::series).collect(Collectors.joining(", ")),
                      unavailable.isEmpty()
                          ? ""
                          : " Unavailable: " + String.join("; ", unavailable) + ".")
              + " Check the network and the apt sources of this machine ('tunnelbench doctor'), or"
              + " choose other kernels with --kernels.");
    }
    return chosen;
  }

  private static int compareNumbers(String first, String second) {
    String[] left = first.split("\\.", -1);
    String[] right = second.split("\\.", -1);
    int major = Integer.compare(Integer.parseInt(left[0]), Integer.parseInt(right[0]));
    return major != 0
        ? major
        : Integer.compare(Integer.parseInt(left[1]), Integer.parseInt(right[1]));
  }

  private static <T> T result(Future<T> future)
      throws IOException, LabException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case LabException lab -> throw lab;
        case IOException io -> throw io;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  private record Found(Optional<Kernel> kernel, List<String> problems) {
    Found {
      problems = List.copyOf(problems);
    }
  }
}
