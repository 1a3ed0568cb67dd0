package org.tunnelbench.hostagent.plan;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
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
   * Feeds lines to {@code ip -batch} from a file that exists no longer than that takes, since argv
   * can be read by every user of the host.
   *
   * @param path of the file, in a folder of its own
   * @param commands one line each
   */
  record IpBatch(String path, List<List<Word>> commands, List<List<String>> undo)
      implements PlannedStep {
    /** Only the file's owner may read it. */
    public static final int MODE = 0600;

    public IpBatch {
      commands = commands.stream().map(List::copyOf).toList();
      undo = undo.stream().map(List::copyOf).toList();
    }

    /** What runs once the file is there. */
    public List<String> argv() {
      return List.of("ip", "-batch", path);
    }

    /** The lines with their secrets masked. */
    public List<String> maskedLines() {
      return commands.stream()
          .map(words -> words.stream().map(Word::toString).collect(joining(" ")))
          .toList();
    }

    @Override
    public List<HostStep> forward() {
      return List.of(
          new HostStep.Write(path, MODE, content()),
          new HostStep.Run(argv()),
          new HostStep.Run(removeFolder()));
    }

    @Override
    public List<List<String>> inverse() {
      List<List<String>> inverse = new ArrayList<>(undo);
      inverse.add(removeFolder());
      return List.copyOf(inverse);
    }

    /** A tool's output without the secrets of this file, should it have quoted one. */
    public String redact(String output) {
      String redacted = output;
      for (List<Word> words : commands) {
        for (Word word : words) {
          redacted = word.secret() ? redacted.replace(word.text(), Word.MASK) : redacted;
        }
      }
      return redacted;
    }

    private List<String> removeFolder() {
      return List.of("rm", "-rf", path.substring(0, path.lastIndexOf('/')));
    }

    private String content() {
      return commands.stream()
          .map(words -> words.stream().map(Word::text).collect(joining(" ", "", "\n")))
          .collect(joining());
    }
  }
}
