package org.tunnelbench.deploy.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.tunnelbench.lab.LabException;
import org.tunnelbench.lab.debian.LabSettings;
import org.tunnelbench.lab.debian.MachineMirror;
import org.tunnelbench.lab.debian.PackageSet;
import org.tunnelbench.lab.debian.Packages;
import org.tunnelbench.lab.debian.SourcePackage;
import org.tunnelbench.lab.debian.SourcePackages;
import org.tunnelbench.lab.debian.UnavailableException;
import org.tunnelbench.lab.run.FolderLock;

/**
 * The last suite of Debian's that has Kubernetes' source, and what else a cluster is made from.
 *
 * @param cache of packages
 * @param progress hears a line about everything that takes time or cannot be had
 */
record DebianSuite(Path cache, LabSettings settings, Consumer<String> progress) {
  private static final String SUITE = "bookworm";
  private static final Duration LONGEST_PREPARATION = Duration.ofMinutes(20);

  private interface Question<T> {
    T ask() throws IOException, UnavailableException, InterruptedException;
  }

  /** The newest version of a source package. */
  SourcePackage source(String name) throws IOException, LabException, InterruptedException {
    return alone(
        () ->
            new SourcePackages(
                    cache, settings, MachineMirror.find(settings), Clock.systemUTC(), progress)
                .get(SUITE, name));
  }

  /** Packages as they are. */
  PackageSet packages(List<String> names) throws IOException, LabException, InterruptedException {
    return alone(() -> all().get(SUITE, names, false));
  }

  /** Packages with all that they depend on. */
  PackageSet withDependencies(List<String> names)
      throws IOException, LabException, InterruptedException {
    return alone(() -> all().getWithDependencies(SUITE, names));
  }

  private Packages all() throws IOException {
    return new Packages(cache, settings, MachineMirror.find(settings), Clock.systemUTC(), progress);
  }

  private <T> T alone(Question<T> question) throws IOException, LabException, InterruptedException {
    return FolderLock.holding(
        cache,
        LONGEST_PREPARATION,
        () -> {
          try {
            return question.ask();
          } catch (UnavailableException unavailable) {
            throw new LabException(
                "A cluster cannot be made: %s. It takes Debian's suite %s, by network or from the cache."
                    .formatted(unavailable.getMessage(), SUITE),
                unavailable);
          }
        });
  }
}
