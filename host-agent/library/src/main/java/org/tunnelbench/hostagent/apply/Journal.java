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
 * The attempts of one host that were begun and not yet proved undone: a folder each, in which the
 * entry stands before anything was done on the host.
 */
public final class Journal {
  private static final String ENTRY = "journal.json";

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
    Path attempt = folder.resolve(JournalEntry.folderName(entry.attempt()));
    DurableFile.createFolder(attempt);
    DurableFile.write(attempt.resolve(ENTRY), Json.MAPPER.writeValueAsBytes(entry));
  }

  /** Forgets an entry whose undoing is proved. */
  public void end(JournalEntry entry) throws IOException {
    DurableFile.deleteFolder(folder.resolve(JournalEntry.folderName(entry.attempt())));
  }

  /** Whether an attempt was begun and not ended. */
  public boolean isOpen(Attempt attempt) {
    return Files.exists(folder.resolve(JournalEntry.folderName(attempt)).resolve(ENTRY));
  }

  /**
   * The entries that were begun and not ended, oldest name first.
   *
   * @throws IOException where one cannot be read, naming its file
   */
  public List<JournalEntry> open() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    for (Path attempt : folders()) {
      Path file = attempt.resolve(ENTRY);
      // A folder without an entry: the agent died before it had written one, so nothing was done.
      if (!Files.exists(file)) {
        DurableFile.deleteFolder(attempt);
        continue;
      }
      try {
        entries.add(Json.MAPPER.readValue(file.toFile(), JournalEntry.class));
      } catch (IOException e) {
        throw new IOException(
            "the journal " + file + " cannot be read: undo by hand what it names, then remove it",
            e);
      }
    }
    return List.copyOf(entries);
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(Files::isDirectory).sorted().toList();
    }
  }
}
