package org.tunnelbench.throughputprobe.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tunnelbench.contract.message.UnreadableMessageException;

/**
 * What the probe was asked for one host: a file for each command, on the disk before it has any
 * effect. Used by one thread.
 */
final class TrafficJournal {
  /** How many answered commands a host's journal remembers: those of some 300 trials. */
  static final int MOST_REMEMBERED = 1_000;

  private static final String ENDING = ".json";

  private final Path folder;
  private final int mostRemembered;
  private final Map<JournalKey, JournalEntry.Open> open = new HashMap<>();
  private final LinkedHashMap<JournalKey, JournalEntry.Ended> ended = new LinkedHashMap<>();

  /**
   * Reads what a former process left.
   *
   * @param mostRemembered how many commands that were answered for good are remembered; the oldest
   *     are forgotten
   * @throws UncheckedIOException where the folder cannot be made or a file in it cannot be read
   */
  TrafficJournal(Path folder, int mostRemembered) {
    this.folder = folder;
    this.mostRemembered = mostRemembered;
    try {
      Files.createDirectories(folder);
      for (Path file : oldestFirst()) {
        remember(read(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the probe's journal " + folder, e);
    }
  }

  /** What is known of a command. */
  Optional<JournalEntry> find(JournalKey key) {
    return Optional.<JournalEntry>ofNullable(open.get(key))
        .or(() -> Optional.ofNullable(ended.get(key)));
  }

  /** What may still run on the host. */
  List<JournalEntry.Open> open() {
    return List.copyOf(open.values());
  }

  /**
   * On the disk once this returns. Where it takes the place of another, that one is back after a
   * loss of power at worst: what may have been started is then looked for, and ended, once more.
   */
  void save(JournalEntry entry) {
    Path file = folder.resolve(fileName(entry.key()));
    Path draft = folder.resolve(fileName(entry.key()) + ".draft");
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(JournalEntryFile.write(entry));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (find(entry.key()).isEmpty()) {
        syncNames();
      }
      remember(entry);
      forgetOldest();
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private void syncNames() throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void remember(JournalEntry entry) {
    switch (entry) {
      case JournalEntry.Open running -> open.put(running.key(), running);
      case JournalEntry.Ended answered -> {
        open.remove(answered.key());
        ended.put(answered.key(), answered);
      }
    }
  }

  private void forgetOldest() throws IOException {
    while (ended.size() > mostRemembered) {
      JournalKey oldest = ended.firstEntry().getKey();
      Files.deleteIfExists(folder.resolve(fileName(oldest)));
      ended.remove(oldest);
    }
  }

  private List<Path> oldestFirst() throws IOException {
    record Dated(Path file, long modified) {}
    List<Dated> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.filter(path -> path.toString().endsWith(ENDING)).toList()) {
        files.add(new Dated(file, Files.getLastModifiedTime(file).toMillis()));
      }
    }
    return files.stream()
        .sorted(Comparator.comparingLong(Dated::modified))
        .map(Dated::file)
        .toList();
  }

  private static JournalEntry read(Path file) throws IOException {
    try {
      return JournalEntryFile.read(Files.readAllBytes(file));
    } catch (UnreadableMessageException | IOException e) {
      throw new IOException(
          file
              + " cannot be read: "
              + e.getMessage()
              + "; make sure that no iperf3 of ours runs on the host, then remove the file",
          e);
    }
  }

  private static String fileName(JournalKey key) {
    return "%s-%d-%s%s"
        .formatted(
            key.attempt().trial(),
            key.attempt().number(),
            key.asked().name().toLowerCase(Locale.ROOT),
            ENDING);
  }
}
