package org.tunnelbench.throughputprobe.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.message.Messages;
import org.tunnelbench.contract.message.ProbeCommand;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.message.UnreadableMessageException;

/** Writes a journal entry as JSON, its messages as they travel, and reads it back. */
final class JournalEntryFile {
  private JournalEntryFile() {}

  static byte[] write(JournalEntry entry) throws IOException {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.set("command", Messages.CODEC.tree(entry.command()));
    switch (entry) {
      case JournalEntry.Starting starting -> {
        json.put("state", "starting");
        json.set("argv", Json.MAPPER.valueToTree(starting.argv()));
      }
      case JournalEntry.Running running -> {
        json.put("state", "running");
        json.set("argv", Json.MAPPER.valueToTree(running.argv()));
        json.put("processId", running.processId());
      }
      case JournalEntry.Ended ended -> {
        json.put("state", "ended");
        ArrayNode reports = json.putArray("reports");
        for (Report report : ended.reports()) {
          reports.add(Messages.CODEC.tree(report));
        }
      }
    }
    return Json.MAPPER.writeValueAsBytes(json);
  }

  static JournalEntry read(byte[] bytes) throws IOException, UnreadableMessageException {
    JsonNode json = Json.MAPPER.readTree(bytes);
    ProbeCommand command = (ProbeCommand) Messages.CODEC.decode(json.path("command"));
    String state = json.path("state").asText();
    return switch (state) {
      case "starting" -> new JournalEntry.Starting(command, argv(json));
      case "running" ->
          new JournalEntry.Running(command, argv(json), json.path("processId").asLong());
      case "ended" -> new JournalEntry.Ended(command, reports(json));
      default -> throw new IOException("unknown state '" + state + "'");
    };
  }

  private static List<String> argv(JsonNode json) {
    List<String> argv = new ArrayList<>();
    json.path("argv").forEach(word -> argv.add(word.asText()));
    return argv;
  }

  private static List<Report> reports(JsonNode json)
      throws IOException, UnreadableMessageException {
    List<Report> reports = new ArrayList<>();
    for (JsonNode report : json.path("reports")) {
      reports.add((Report) Messages.CODEC.decode(report));
    }
    return reports;
  }
}
