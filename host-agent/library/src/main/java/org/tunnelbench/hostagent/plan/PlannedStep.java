package org.tunnelbench.hostagent.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostaccess.HostStep;

/** One step of a plan: what to do, and how to undo exactly that. */
public sealed interface PlannedStep {
  /** What is done on the host, in order. */
  List<HostStep> forward();

  /**
   * What undoes it, in order, each argv whatever became of the one before. Empty where the step
   * changed only a device that an earlier step made, and that goes with that step's inverse.
   */
  List<List<String>> inverse();

  /**
   * What removes files that inverses need on the host: these stay until all is seen to be undone,
   * or an undo that failed could never be tried again.
   */
  default List<List<String>> lastOfAll() {
    return List.of();
  }

  /** A tool's output without the secrets of this step, should it have quoted one. */
  default String redact(String output) {
    return output;
  }

  /** Runs one command. */
  record Command(List<String> argv, List<List<String>> inverse) implements PlannedStep {
    public Command {
      argv = List.copyOf(argv);
      inverse = inverse.stream().map(List::copyOf).toList();
    }

    @Override
    public List<HostStep> forward() {
      return List.of(new HostStep.Run(argv));
    }
  }

  /**
   * Waits for something, which changes nothing.
   *
   * @param argv succeeds once it is there
   */
  record Await(List<String> argv, int tries, Duration pause) implements PlannedStep {
    public Await {
      argv = List.copyOf(argv);
    }

    @Override
    public List<HostStep> forward() {
      return List.of(new HostStep.RunUntilItSucceeds(argv, tries, pause));
    }

    @Override
    public List<List<String>> inverse() {
      return List.of();
    }
  }

  /**
   * Feeds lines to a tool from a file that exists no longer than that takes, since argv can be read
   * by every user of the host.
   *
   * @param file in a folder of its own
   */
  record ToolFile(BatchTool tool, HostFile file, List<List<String>> undo) implements PlannedStep {
    public ToolFile {
      undo = undo.stream().map(List::copyOf).toList();
    }

    /** What runs once the file is there. */
    public List<String> argv() {
      return tool.argv(file.path());
    }

    @Override
    public List<HostStep> forward() {
      return List.of(
          file.write(),
          tool.silentWhereItSucceeds()
              ? new HostStep.RunSilently(argv())
              : new HostStep.Run(argv()),
          new HostStep.Run(file.removeFolder()));
    }

    @Override
    public List<List<String>> inverse() {
      List<List<String>> inverse = new ArrayList<>(undo);
      inverse.add(file.removeFolder());
      return List.copyOf(inverse);
    }

    @Override
    public String redact(String output) {
      return file.redact(output);
    }
  }

  /**
   * Writes files that stay until everything is undone.
   *
   * @param files at least one; all in the same folder, which is no other step's
   */
  record KeptFiles(List<HostFile> files) implements PlannedStep {
    public KeptFiles {
      files = List.copyOf(files);
      InvalidValueException.unless(
          files.stream().map(HostFile::folder).distinct().count() == 1,
          "files",
          files.stream().map(HostFile::path).toList(),
          "must be in one folder");
    }

    @Override
    public List<HostStep> forward() {
      return files.stream().<HostStep>map(HostFile::write).toList();
    }

    @Override
    public List<List<String>> inverse() {
      return List.of();
    }

    @Override
    public List<List<String>> lastOfAll() {
      return List.of(files.getFirst().removeFolder());
    }

    @Override
    public String redact(String output) {
      String redacted = output;
      for (HostFile file : files) {
        redacted = file.redact(redacted);
      }
      return redacted;
    }
  }
}
