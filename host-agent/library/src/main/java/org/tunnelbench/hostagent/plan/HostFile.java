package org.tunnelbench.hostagent.plan;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.tunnelbench.hostaccess.HostStep;

/**
 * A file that a plan writes on a host. Its own folder goes with it, and only its owner may read it.
 *
 * @param path in a folder of our own
 * @param mode {@link #PRIVATE}, or {@link #SCRIPT}
 * @param lines each of words that a blank parts
 */
public record HostFile(String path, int mode, List<List<Word>> lines) {
  /** Only the file's owner may read it. */
  public static final int PRIVATE = 0600;

  /** And run it. */
  public static final int SCRIPT = 0700;

  public HostFile {
    lines = lines.stream().map(List::copyOf).toList();
  }

  /** A file of lines that hold no secret. */
  public static HostFile open(String path, int mode, List<String> lines) {
    return new HostFile(path, mode, lines.stream().map(line -> List.of(Word.open(line))).toList());
  }

  /** Where it stands. */
  public String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The lines with their secrets masked. */
  public List<String> maskedLines() {
    return lines.stream()
        .map(words -> words.stream().map(Word::toString).collect(joining(" ")))
        .toList();
  }

  /** What writes it. */
  HostStep.Write write() {
    return new HostStep.Write(
        path,
        mode,
        lines.stream()
            .map(words -> words.stream().map(Word::text).collect(joining(" ", "", "\n")))
            .collect(joining()));
  }

  /** What removes it with its folder. */
  List<String> removeFolder() {
    return List.of("rm", "-rf", folder());
  }

  /** A tool's output without the secrets of this file, should it have quoted one. */
  String redact(String output) {
    String redacted = output;
    for (List<Word> words : lines) {
      for (Word word : words) {
        redacted = word.secret() ? redacted.replace(word.text(), Word.MASK) : redacted;
      }
    }
    return redacted;
  }
}
