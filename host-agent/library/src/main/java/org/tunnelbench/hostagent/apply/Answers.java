package org.tunnelbench.hostagent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.contract.trial.Attempt;

/**
 * The answers that the agent gave for one host, the last {@value #MOST} attempts, on its disk: a
 * line for each answer, of which an attempt's last one counts.
 */
public final class Answers {
  /** Bound on the attempts remembered. */
  public static final int MOST = 1_000;

  /** Lines per attempt, after which the file is written anew with one line each. */
  static final int LINES_PER_ATTEMPT = 4;

  private final int most;
  private final Map<Attempt, AnsweredAttempt> answers = new LinkedHashMap<>();
  private final DurableLines lines;

  /**
   * Reads what was remembered.
   *
   * @param file in a folder that exists
   */
  public Answers(Path file) throws IOException {
    this(file, MOST);
  }

  Answers(Path file, int most) throws IOException {
    this.most = most;
    lines = DurableLines.open(file, LINES_PER_ATTEMPT * most, new Remembered());
  }

  /** How an attempt was answered, where that is remembered. */
  public Optional<AnsweredAttempt> of(Attempt attempt) {
    return Optional.ofNullable(answers.get(attempt));
  }

  /** The highest number of an attempt at the same trial that was answered; 0 where none was. */
  public int latestAttemptAt(Attempt attempt) {
    return answers.keySet().stream()
        .filter(other -> other.trial().equals(attempt.trial()))
        .mapToInt(Attempt::number)
        .max()
        .orElse(0);
  }

  /**
   * Remembers answers; when this returns they are on the disk.
   *
   * @throws IOException where they are not; they are remembered in memory all the same
   */
  public void remember(AnsweredAttempt answered) throws IOException {
    try {
      lines.add(line(answered));
    } finally {
      keep(answered);
    }
  }

  private void keep(AnsweredAttempt answered) {
    answers.remove(answered.attempt());
    answers.put(answered.attempt(), answered);
    if (answers.size() > most) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  private static ObjectNode line(AnsweredAttempt answered) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.set("attempt", Json.MAPPER.valueToTree(answered.attempt()));
    line.put("digest", answered.digest());
    answered.setUp().ifPresent(report -> line.set("setUp", Messages.CODEC.tree(report)));
    answered.down().ifPresent(report -> line.set("down", Messages.CODEC.tree(report)));
    return line;
  }

  private static <T extends Report> Optional<T> report(JsonNode message, Class<T> type)
      throws UnreadableMessageException {
    return message.isMissingNode()
        ? Optional.empty()
        : Optional.of(type.cast(Messages.CODEC.decode(message)));
  }

  /** A line for each attempt. */
  private final class Remembered implements DurableLines.Content {
    @Override
    public void take(JsonNode line) throws IOException, UnreadableMessageException {
      keep(
          new AnsweredAttempt(
              Json.MAPPER.treeToValue(line.path("attempt"), Attempt.class),
              line.path("digest").asText(),
              report(line.path("setUp"), Report.class),
              report(line.path("down"), Report.EndpointDown.class)));
    }

    @Override
    public List<JsonNode> lines() {
      return answers.values().stream().<JsonNode>map(Answers::line).toList();
    }
  }
}
