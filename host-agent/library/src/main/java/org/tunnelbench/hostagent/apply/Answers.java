package org.tunnelbench.hostagent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

  private final Path file;
  private final int most;
  private final Map<Attempt, AnsweredAttempt> answers = new LinkedHashMap<>();
  private int lines;

  /**
   * Reads what was remembered.
   *
   * @param file in a folder that exists
   */
  public Answers(Path file) throws IOException {
    this(file, MOST);
  }

  Answers(Path file, int most) throws IOException {
    this.file = file;
    this.most = most;
    boolean whole = true;
    for (String line : DurableFile.lines(file)) {
      whole &= read(line);
    }
    if (!whole) {
      // What is added next must not go on a line that a crash cut short.
      compact();
    }
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

  /** Remembers answers; when this returns they are on the disk. */
  public void remember(AnsweredAttempt answered) throws IOException {
    keep(answered);
    if (lines >= LINES_PER_ATTEMPT * most) {
      compact();
    } else {
      DurableFile.append(file, line(answered));
      lines++;
    }
  }

  private void keep(AnsweredAttempt answered) {
    answers.remove(answered.attempt());
    answers.put(answered.attempt(), answered);
    if (answers.size() > most) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  private void compact() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (AnsweredAttempt answered : answers.values()) {
      content.writeBytes(line(answered));
    }
    DurableFile.write(file, content.toByteArray());
    lines = answers.size();
  }

  private static byte[] line(AnsweredAttempt answered) throws IOException {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.set("attempt", Json.MAPPER.valueToTree(answered.attempt()));
    line.put("digest", answered.digest());
    if (answered.setUp().isPresent()) {
      line.set("setUp", message(answered.setUp().get()));
    }
    if (answered.down().isPresent()) {
      line.set("down", message(answered.down().get()));
    }
    return (Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode message(Report report) throws IOException {
    return Json.MAPPER.readTree(Messages.CODEC.encode(report));
  }

  /** Reads a line; one that a crash cut short was never answered by, and is passed over. */
  private boolean read(String text) {
    lines++;
    try {
      JsonNode line = Json.MAPPER.readTree(text);
      keep(
          new AnsweredAttempt(
              Json.MAPPER.treeToValue(line.path("attempt"), Attempt.class),
              line.path("digest").asText(),
              report(line.path("setUp"), Report.class),
              report(line.path("down"), Report.EndpointDown.class)));
      return true;
    } catch (IOException | UnreadableMessageException | RuntimeException e) {
      System.getLogger(Answers.class.getName())
          .log(System.Logger.Level.WARNING, "passed over line {0} of {1}", lines, file);
      return false;
    }
  }

  private static <T extends Report> Optional<T> report(JsonNode message, Class<T> type)
      throws IOException, UnreadableMessageException {
    return message.isMissingNode()
        ? Optional.empty()
        : Optional.of(type.cast(Messages.CODEC.decode(Json.MAPPER.writeValueAsBytes(message))));
  }
}
