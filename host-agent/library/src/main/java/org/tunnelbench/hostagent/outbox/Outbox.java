package org.tunnelbench.hostagent.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.hostagent.apply.DurableLines;

/**
 * Reports that wait until Kafka has acknowledged them, oldest first, on the agent's disk: a line
 * for each. What was acknowledged shortly before a crash may be sent once more, which does no harm:
 * commands are answered alike however often.
 *
 * <p>At most {@value #MOST} wait. Further ones are refused: the answer to a command is then kept by
 * the command itself, which is not acknowledged, and is given again when the agent starts anew;
 * that a host was undone by itself is told when the controller asks to take it down.
 */
public final class Outbox {
  /** Bound on the reports that wait. */
  public static final int MOST = 1_000;

  /** Lines of the file for each report that may wait, after which it is written anew. */
  static final int LINES_PER_REPORT = 4;

  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  private final int most;
  private final NavigableMap<Long, Report> waiting = new TreeMap<>();
  private final DurableLines lines;
  private long next;

  /** A report that waits. */
  public record Waiting(long number, Report report) {}

  /**
   * Opens an outbox, with what waits in it.
   *
   * @param file in a folder that exists; made when first written
   * @throws IOException where it cannot be read
   */
  public Outbox(Path file) throws IOException {
    this(file, MOST);
  }

  Outbox(Path file, int most) throws IOException {
    this.most = most;
    lines = DurableLines.open(file, LINES_PER_REPORT * most, new Unsent());
  }

  /** What waits, oldest first. */
  public synchronized List<Waiting> waiting() {
    return waiting.entrySet().stream()
        .map(entry -> new Waiting(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * Takes a report in; when this returns it is on the disk.
   *
   * @throws OutboxFullException where too many wait
   * @throws IOException where it cannot be written, and does not wait
   */
  public synchronized Waiting keep(Report report) throws IOException, OutboxFullException {
    if (waiting.size() >= most) {
      throw new OutboxFullException(most);
    }
    Waiting kept = new Waiting(next, report);
    lines.add(line(kept));
    next++;
    waiting.put(kept.number(), report);
    return kept;
  }

  /** A report was acknowledged, and waits no longer. */
  public synchronized void sent(Waiting acknowledged) {
    waiting.remove(acknowledged.number());
    if (!waiting.isEmpty()) {
      return;
    }
    try {
      // Where a crash brings back what it held, that is sent once more.
      lines.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "what was sent stays in the outbox", e);
    }
  }

  private static ObjectNode line(Waiting kept) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("number", kept.number());
    line.set("report", Messages.CODEC.tree(kept.report()));
    return line;
  }

  /** A line for each report. */
  private final class Unsent implements DurableLines.Content {
    @Override
    public void take(JsonNode line) throws UnreadableMessageException {
      if (!(Messages.CODEC.decode(line.path("report")) instanceof Report report)) {
        throw new UnreadableMessageException("no report");
      }
      long number = line.path("number").asLong();
      waiting.put(number, report);
      next = Math.max(next, number + 1);
    }

    @Override
    public List<JsonNode> lines() {
      return waiting().stream().<JsonNode>map(Outbox::line).toList();
    }
  }
}
