package org.tunnelbench.hostagent.outbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.hostagent.apply.DurableFile;

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

  private final Path file;
  private final int most;
  private final NavigableMap<Long, Report> waiting = new TreeMap<>();
  private long next;
  private int lines;

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
    if (lines >= LINES_PER_REPORT * most) {
      compact();
    }
    Waiting kept = new Waiting(next, report);
    DurableFile.append(file, line(kept));
    lines++;
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
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      // Not forced to the disk: what a crash brings back is sent once more.
      channel.truncate(0);
      lines = 0;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, file + " could not be emptied", e);
    }
  }

  private void compact() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (Waiting one : waiting()) {
      content.writeBytes(line(one));
    }
    DurableFile.write(file, content.toByteArray());
    lines = waiting.size();
  }

  private static byte[] line(Waiting kept) throws IOException {
    ObjectNode line = Json.MAPPER.createObjectNode();
    line.put("number", kept.number());
    line.set("report", Json.MAPPER.readTree(Messages.CODEC.encode(kept.report())));
    return (Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a line; one that a crash cut short was never kept, and is passed over. */
  private boolean read(String text) {
    lines++;
    try {
      var line = Json.MAPPER.readTree(text);
      byte[] message = Json.MAPPER.writeValueAsBytes(line.path("report"));
      if (Messages.CODEC.decode(message) instanceof Report report) {
        long number = line.path("number").asLong();
        waiting.put(number, report);
        next = Math.max(next, number + 1);
        return true;
      }
    } catch (IOException | UnreadableMessageException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a line that is no report", e);
    }
    LOG.log(System.Logger.Level.WARNING, "passed over line {0} of {1}", lines, file);
    return false;
  }
}
