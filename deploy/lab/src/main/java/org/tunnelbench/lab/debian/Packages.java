package org.tunnelbench.lab.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gets packages by suite: from the cache while it is fresh, else from the archive, else from the
 * cache however old it is. Safe for use by several threads; a suite serves one at a time, as apt's
 * own locks demand.
 */
public final class Packages {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int MEBIBYTE = 1 << 20;
  private static final String RECORD = "resolved-";

  /**
   * What is asked for.
   *
   * @param withDependencies whether all that they need belongs to it
   */
  private record Request(List<String> names, boolean withDependencies) {
    /** What the record of an answer says of the question. */
    String line() {
      return String.join(" ", names) + (withDependencies ? " and dependencies" : "");
    }

    String recordName() {
      // Many questions may begin alike.
      return RECORD + (withDependencies ? "all-" + ContentKey.of(names) : names.getFirst());
    }
  }

  private final Path cache;
  private final LabSettings settings;
  private final Optional<Mirror> mirror;
  private final PackageStore store;
  private final Clock clock;
  private final Consumer<String> progress;
  private final ConcurrentMap<String, Lock> busy = new ConcurrentHashMap<>();

  /**
   * @param mirror absent where none is known; what is cached can then be had all the same
   * @param progress hears a line about everything that takes time or goes wrong
   */
  public Packages(
      Path cache,
      LabSettings settings,
      Optional<Mirror> mirror,
      Clock clock,
      Consumer<String> progress) {
    this.cache = cache;
    this.settings = settings;
    this.mirror = mirror;
    this.store = new PackageStore(cache.resolve("packages"));
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * The newest of these packages that can be had.
   *
   * @param retryAtOnce whether a suite is tried that could not be had a short while ago
   * @throws UnavailableException where they are neither in the archive nor in the cache
   */
  public PackageSet get(String suite, List<String> names, boolean retryAtOnce)
      throws IOException, UnavailableException, InterruptedException {
    return get(suite, new Request(names, false), retryAtOnce);
  }

  /**
   * The newest of these packages that can be had, and of all that they depend on; what every Debian
   * has (its essential packages), and recommendations, are left out unless named.
   *
   * @throws UnavailableException where they are neither in the archive nor in the cache
   */
  public PackageSet getWithDependencies(String suite, List<String> names)
      throws IOException, UnavailableException, InterruptedException {
    return get(suite, new Request(names, true), false);
  }

  private PackageSet get(String suite, Request request, boolean retryAtOnce)
      throws IOException, UnavailableException, InterruptedException {
    Lock alone = busy.computeIfAbsent(suite, key -> new ReentrantLock());
    alone.lockInterruptibly();
    try {
      return getAlone(suite, request, retryAtOnce);
    } finally {
      alone.unlock();
    }
  }

  private PackageSet getAlone(String suite, Request request, boolean retryAtOnce)
      throws IOException, UnavailableException, InterruptedException {
    Optional<Resolution> known = recorded(suite, request);
    if (known.isPresent() && isFresh(known.get().when(), settings.indexAge())) {
      return set(suite, known.get());
    }
    Optional<String> failure = retryAtOnce ? Optional.empty() : recentFailure(suite);
    if (failure.isPresent()) {
      return set(suite, known.orElseThrow(() -> new UnavailableException(failure.get())));
    }
    try {
      Resolution resolved = fetch(suite, request);
      record(suite, request, resolved);
      Files.deleteIfExists(failureFile(suite));
      return set(suite, resolved);
    } catch (UnavailableException unavailable) {
      String reason = unavailable.getMessage();
      Files.createDirectories(aptFolder(suite));
      Files.writeString(failureFile(suite), reason);
      if (known.isEmpty()) {
        throw unavailable;
      }
      progress.accept(
          reason + "; going on with what was fetched on " + DAY.format(known.get().when()));
      return set(suite, known.get());
    }
  }

  /** Deletes packages that newer ones have replaced. Nobody may be getting packages meanwhile. */
  public void prune() throws IOException {
    Set<PackageFile> wanted = new HashSet<>();
    Path apt = cache.resolve("apt");
    if (!Files.isDirectory(apt)) {
      return;
    }
    try (Stream<Path> found = Files.find(apt, 2, (path, attributes) -> isRecord(path))) {
      for (Path record : found.toList()) {
        wanted.addAll(files(Files.readAllLines(record)));
      }
    }
    store.keepOnly(wanted);
  }

  private Resolution fetch(String suite, Request request)
      throws IOException, UnavailableException, InterruptedException {
    Mirror source =
        mirror.orElseThrow(
            () ->
                new UnavailableException(
                    "suite "
                        + suite
                        + ": this machine's apt sources name no mirror of Debian; name one as"
                        + " 'mirror' in lab.properties"));
    Apt apt = Apt.in(aptFolder(suite), suite, source);
    try {
      return fetchWith(apt, suite, request);
    } finally {
      apt.forget();
    }
  }

  private Resolution fetchWith(Apt apt, String suite, Request request)
      throws IOException, UnavailableException, InterruptedException {
    boolean updated = false;
    if (!apt.hasIndex()
        || !apt.updated().map(when -> isFresh(when, settings.indexAge())).orElse(false)) {
      update(apt, suite);
      updated = true;
    }
    try {
      return fetch(apt, suite, request);
    } catch (UnavailableException replacedMeanwhile) {
      // A rebuild replaces the file in the archive at once; only a new index knows the new one.
      if (updated) {
        throw replacedMeanwhile;
      }
      update(apt, suite);
      return fetch(apt, suite, request);
    }
  }

  private void update(Apt apt, String suite)
      throws IOException, UnavailableException, InterruptedException {
    long start = System.nanoTime();
    progress.accept("suite " + suite + ": fetching the index");
    apt.update();
    progress.accept("suite %s: index fetched in %.1f s".formatted(suite, secondsSince(start)));
  }

  private Resolution fetch(Apt apt, String suite, Request request)
      throws IOException, UnavailableException, InterruptedException {
    List<String> names =
        request.withDependencies() ? apt.withDependencies(request.names()) : request.names();
    List<PackageFile> files =
        apt.resolve(names).stream().sorted(Comparator.comparing(PackageFile::fileName)).toList();
    List<PackageFile> missing = store.missing(files);
    if (!missing.isEmpty()) {
      long start = System.nanoTime();
      long size = missing.stream().mapToLong(PackageFile::size).sum();
      progress.accept(
          "suite %s: fetching %d packages, %.1f MiB"
              .formatted(suite, missing.size(), (double) size / MEBIBYTE));
      store.fetch(apt, missing);
      progress.accept("suite %s: packages fetched in %.1f s".formatted(suite, secondsSince(start)));
    }
    return new Resolution(clock.instant(), files);
  }

  private PackageSet set(String suite, Resolution resolution) {
    return new PackageSet(suite, resolution.files(), cache.resolve("packages"));
  }

  private Optional<Resolution> recorded(String suite, Request request) throws IOException {
    Path file = recordFile(suite, request);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    List<PackageFile> files = files(lines);
    boolean same = lines.size() > 2 && lines.get(1).equals(request.line());
    return same && store.missing(files).isEmpty()
        ? Optional.of(new Resolution(Instant.parse(lines.getFirst()), files))
        : Optional.empty();
  }

  private static List<PackageFile> files(List<String> record) {
    return record.stream().skip(2).map(PackageFile::parse).toList();
  }

  private static boolean isRecord(Path path) {
    return path.getFileName().toString().startsWith(RECORD);
  }

  private void record(String suite, Request request, Resolution resolution) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(resolution.when().toString());
    lines.add(request.line());
    resolution.files().forEach(file -> lines.add(file.line()));
    Path file = recordFile(suite, request);
    Path unfinished = file.resolveSibling("new-" + file.getFileName());
    Files.write(unfinished, lines);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path recordFile(String suite, Request request) {
    return aptFolder(suite).resolve(request.recordName());
  }

  private Path aptFolder(String suite) {
    return cache.resolve("apt").resolve(suite);
  }

  private Path failureFile(String suite) {
    return aptFolder(suite).resolve("failed");
  }

  private Optional<String> recentFailure(String suite) throws IOException {
    Path file = failureFile(suite);
    return Files.exists(file)
            && isFresh(Files.getLastModifiedTime(file).toInstant(), settings.retryAfter())
        ? Optional.of(Files.readString(file))
        : Optional.empty();
  }

  private boolean isFresh(Instant when, Duration age) {
    return Duration.between(when, clock.instant()).compareTo(age) < 0;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private record Resolution(Instant when, List<PackageFile> files) {
    Resolution {
      files = List.copyOf(files);
    }
  }
}
