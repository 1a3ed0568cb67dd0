package org.tunnelbench.lab.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.Json;
import org.tunnelbench.lab.run.LabFolders;
import org.tunnelbench.lab.run.RunCondition;
import org.tunnelbench.lab.run.RunFolder;

/** The labs of this user that run, whoever started them. */
public final class RunningLabs {
  private static final String FILE = "lab.json";

  private final LabFolders folders;

  private RunningLabs(LabFolders folders) {
    this.folders = folders;
  }

  /** Those whose run folders lie there. */
  public static RunningLabs of(LabFolders folders) {
    return new RunningLabs(folders);
  }

  /** All, oldest first. */
  public List<LabRecord> all() throws IOException {
    List<LabRecord> labs = new ArrayList<>();
    for (RunFolder run : RunFolder.all(folders)) {
      if (run.condition() != RunCondition.DEAD) {
        recorded(run).ifPresent(labs::add);
      }
    }
    return List.copyOf(labs);
  }

  /** Absent where the lab is just being started or ended. */
  private static Optional<LabRecord> recorded(RunFolder run) throws IOException {
    try {
      byte[] record = Files.readAllBytes(run.path().resolve(FILE));
      return Optional.of(Json.MAPPER.readValue(record, LabRecord.class));
    } catch (NoSuchFileException notYetOrNoLonger) {
      return Optional.empty();
    }
  }

  /** The one of that name. */
  public Optional<LabRecord> find(String name) throws IOException {
    return all().stream().filter(lab -> lab.name().equals(name)).findFirst();
  }

  /** Ends a lab and removes what it wrote. */
  public void end(LabRecord lab) throws IOException, InterruptedException {
    for (RunFolder run : RunFolder.all(folders)) {
      if (run.path().equals(lab.folder())) {
        run.end();
      }
    }
  }

  /** Makes a lab known. */
  static void record(LabRecord lab) throws IOException {
    Path unfinished = lab.folder().resolve("." + FILE);
    Files.write(unfinished, Json.MAPPER.writeValueAsBytes(lab));
    Files.move(unfinished, lab.folder().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
