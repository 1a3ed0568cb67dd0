package org.tunnelbench.hostagent.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.trial.Attempt;

/**
 * The attempts of one host that were begun and not yet proved undone: a file each, which is on the
 * disk before anything was done on the host.
 */
public final class Journal {
  private static final String ENDING = ".json";

  private final Path folder;

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
   * The entries that were begun and not ended, oldest name first.
   *
   * @throws IOException where one cannot be read, naming its file
   */
  public List<JournalEntry> open() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    for (Path file : files()) {
      if (DurableFile.isUnfinished(file)) {
        // The agent died before it had written the entry, so nothing was done.
        DurableFile.delete(file);
      } else {
        entries.add(read(file));
      }
    }
    return List.copyOf(entries);
  }

  private static JournalEntry read(Path file) throws IOException {
    try {
      return Json.MAPPER.readValue(file.toFile(), JournalEntry.class);
    } catch (IOException e) {
      throw new IOException(
          "the journal " + file + " cannot be read: undo by hand what it names, then remove it", e);
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
