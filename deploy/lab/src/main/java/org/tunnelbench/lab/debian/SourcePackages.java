package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tunnelbench.lab.run.FileTree;

/**
 * Gets source packages by suite: from the cache while what is known of them is fresh, else from the
 * archive, else from the cache however old it is. For use by one thread that holds the cache.
 */
public final class SourcePackages {
  private static final int MEBIBYTE = 1 << 20;

  private final Path cache;
  private final LabSettings settings;
  private final Optional<Mirror> mirror;
  private final Clock clock;
  private final Consumer<String> progress;

  /**
   * @param mirror absent where none is known; what is cached can then be had all the same
   * @param progress hears a line about everything that takes time or goes wrong
   */
  public SourcePackages(
      Path cache,
      LabSettings settings,
      Optional<Mirror> mirror,
      Clock clock,
      Consumer<String> progress) {
    this.cache = cache;
    this.settings = settings;
    this.mirror = mirror;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * The newest version of a source package that can be had.
   *
   * @throws UnavailableException where it is neither in the archive nor in the cache
   */
  public SourcePackage get(String suite, String name)
      throws IOException, UnavailableException, InterruptedException {
    Optional<Known> known = known(suite, name);
    if (known.isPresent()
        && Duration.between(known.get().when(), clock.instant()).compareTo(settings.indexAge())
            < 0) {
      return known.get().source();
    }
    try {
      return fetch(suite, name);
    } catch (UnavailableException unavailable) {
      if (known.isEmpty()) {
        throw unavailable;
      }
      progress.accept(unavailable.getMessage() + "; going on with the source that is here");
      return known.get().source();
    }
  }

  private record Known(Instant when, SourcePackage source) {}

  private Optional<Known> known(String suite, String name) throws IOException {
    Path record = record(suite, name);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(record);
    SourcePackage source = source(name, lines.stream().skip(1).map(SourceFile::parse).toList());
    return Files.exists(source.description())
        ? Optional.of(new Known(Instant.parse(lines.getFirst()), source))
        : Optional.empty();
  }

  private SourcePackage fetch(String suite, String name)
      throws IOException, UnavailableException, InterruptedException {
    Mirror source =
        mirror.orElseThrow(
            () ->
                new UnavailableException(
                    "suite "
                        + suite
                        + ": this machine's apt sources name no mirror of Debian; name one as"
                        + " 'mirror' in lab.properties"));
    Apt apt = Apt.ofSources(aptFolder(suite), suite, source);
    try {
      progress.accept("suite " + suite + ": fetching the index of source packages");
      apt.update();
      SourcePackage found = source(name, apt.resolveSource(name));
      if (!Files.exists(found.description())) {
        download(apt, found);
      }
      keepRecord(suite, found);
      return found;
    } finally {
      apt.forget();
    }
  }

  private void download(Apt apt, SourcePackage wanted)
      throws IOException, UnavailableException, InterruptedException {
    progress.accept(
        "fetching the source package %s %s, %.1f MiB"
            .formatted(
                wanted.name(),
                wanted.version(),
                (double) wanted.files().stream().mapToLong(SourceFile::size).sum() / MEBIBYTE));
    Path arriving =
        Files.createTempDirectory(Files.createDirectories(cache.resolve("sources")), ".arriving-");
    try {
      apt.downloadSource(wanted.name(), arriving);
      for (SourceFile file : wanted.files()) {
        Path arrived = arriving.resolve(file.fileName());
        if (!Files.exists(arrived) || !PackageStore.sha256(arrived).equals(file.sha256())) {
          throw new UnavailableException(
              file.fileName() + ": what was fetched is not what the index describes");
        }
      }
      Files.move(arriving, wanted.folder(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTree.delete(arriving);
    }
  }

  private void keepRecord(String suite, SourcePackage source) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(clock.instant().toString());
    source.files().forEach(file -> lines.add(file.line()));
    Path record = record(suite, source.name());
    Path unfinished = record.resolveSibling("new-" + record.getFileName());
    Files.write(unfinished, lines);
    Files.move(unfinished, record, StandardCopyOption.ATOMIC_MOVE);
  }

  private SourcePackage source(String name, List<SourceFile> files) {
    List<String> hashes = files.stream().map(SourceFile::sha256).toList();
    return new SourcePackage(name, files, cache.resolve("sources").resolve(ContentKey.of(hashes)));
  }

  private Path aptFolder(String suite) {
    return cache.resolve("apt").resolve(suite + "-sources");
  }

  private Path record(String suite, String name) {
    return aptFolder(suite).resolve("source-" + name);
  }
}
