package org.tunnelbench.hostagent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.trial.Attempt;

/**
 * The attempts of one host that were begun and not yet proved undone: a file each, which is on the
 * disk before anything was done on the host.
 */
public final class Journal {
  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private static final String ENDING = ".json";

  private final Path folder;
  private final Set<Path> told = new HashSet<>();

  /**
   * Opens the journal of a host.
   *
   * @param folder of that host alone; made where it is missing
   */
  public Journal(Path folder) throws IOException {
    DurableFile.createFolder(folder);
    this.folder = folder;
  }

  /** Writes an entry; when this returns it is on the disk. */
  public void begin(JournalEntry entry) throws IOException {
    DurableFile.write(file(entry.attempt()), Json.MAPPER.writeValueAsBytes(entry));
  }

  /** Forgets an entry whose undoing is proved. */
  public void end(JournalEntry entry) throws IOException {
    DurableFile.delete(file(entry.attempt()));
  }

  /** Whether an attempt was begun and not ended. */
  public boolean isOpen(Attempt attempt) {
    return Files.exists(file(attempt));
  }

  /**
   * What was begun and not ended.
   *
   * @param entries oldest name first
   * @param unreadable files of entries of which nobody can tell what they began
   */
  public record Open(List<JournalEntry> entries, List<Path> unreadable) {
    public Open {
      entries = List.copyOf(entries);
      unreadable = List.copyOf(unreadable);
    }

    /** Whether nothing is. */
    public boolean isEmpty() {
      return entries.isEmpty() && unreadable.isEmpty();
    }
  }

  /**
   * What was begun and not ended. What is no entry, or cannot be read, is told once and passed
   * over.
   *
   * @throws IOException where the folder cannot be listed
   */
  public Open open() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>();
    for (Path file : files()) {
      if (DurableFile.isUnfinished(file) && Files.isRegularFile(file)) {
        // The agent died before it had written the entry, so nothing was done.
        DurableFile.delete(file);
      } else if (!file.toString().endsWith(ENDING)) {
        tell(file, file + " is no entry of this journal: it is passed over. Remove it");
      } else {
        read(file).ifPresentOrElse(entries::add, () -> unreadable.add(file));
      }
    }
    return new Open(entries, unreadable);
  }

  /** What to do about an entry that cannot be read. */
  public static String undoByHand(Path file) {
    return "the journal " + file + " cannot be read: undo by hand what it names, then remove it";
  }

  private Optional<JournalEntry> read(Path file) {
    try {
      return Optional.of(
          Objects.requireNonNull(Json.MAPPER.readValue(file.toFile(), JournalEntry.class)));
    } catch (IOException | RuntimeException e) {
      tell(file, undoByHand(file) + ": " + e);
      return Optional.empty();
    }
  }

  private void tell(Path file, String what) {
    if (told.add(file)) {
      LOG.log(System.Logger.Level.ERROR, what);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    }
  }

  private Path file(Attempt attempt) {
    return folder.resolve(attempt.trial() + "." + attempt.number() + ENDING);
  }
}
