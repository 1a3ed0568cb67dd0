package org.tunnelbench.hostagent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.UnreadableMessageException;

/**
 * A file to whose end lines of JSON are added, each of which is on the disk when it was added. The
 * file is bounded: it is written anew, with what its content needs alone, where it grew too long.
 */
public final class DurableLines {
  private static final System.Logger LOG = System.getLogger(DurableLines.class.getName());

  private final Path file;
  private final int most;
  private final Content content;
  private int lines;

  /** What the lines tell, as it is kept in memory. */
  public interface Content {
    /** Takes in a line, which takes the place of what earlier ones told of the same. */
    void take(JsonNode line) throws IOException, UnreadableMessageException;

    /** The fewest lines that tell all of it. */
    List<JsonNode> lines();
  }

  private DurableLines(Path file, int most, Content content) {
    this.file = file;
    this.most = most;
    this.content = content;
  }

  /**
   * Opens a file, and gives its lines to its content. A line that a crash cut short is passed over:
   * nobody was told that it was kept. One that lacks no more than its end is taken.
   *
   * @param file in a folder that exists; made when first written
   * @param most lines, more than the content ever needs
   * @throws IOException where it cannot be read
   */
  public static DurableLines open(Path file, int most, Content content) throws IOException {
    DurableLines opened = new DurableLines(file, most, content);
    boolean whole = DurableFile.endsWithLine(file);
    for (String line : DurableFile.lines(file)) {
      whole &= opened.read(line);
    }
    if (!whole) {
      // What is added next must not go on a line that was cut short.
      opened.writeAnew();
    }
    return opened;
  }

  private boolean read(String text) {
    lines++;
    try {
      content.take(Json.MAPPER.readTree(text));
      return true;
    } catch (IOException | UnreadableMessageException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "passed over line {0} of {1}", lines, file);
      return false;
    }
  }

  /**
   * Adds a line, which its content does not tell yet; when this returns it is on the disk.
   *
   * @throws IOException where that was not done, as on a full disk; the file is then as it was
   */
  public void add(JsonNode line) throws IOException {
    if (lines >= most) {
      writeAnew();
    }
    DurableFile.append(file, bytes(line));
    lines++;
  }

  /** Empties the file. Not forced to the disk: a crash may bring back what it held. */
  public void empty() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    lines = 0;
  }

  private void writeAnew() throws IOException {
    List<JsonNode> needed = content.lines();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonNode line : needed) {
      bytes.writeBytes(bytes(line));
    }
    DurableFile.write(file, bytes.toByteArray());
    lines = needed.size();
  }

  private static byte[] bytes(JsonNode line) throws IOException {
    return (Json.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
