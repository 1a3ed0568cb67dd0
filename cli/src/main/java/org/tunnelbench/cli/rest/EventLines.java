package org.tunnelbench.cli.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.Event;

/**
 * Events from the lines of an event stream (HTML Living Standard, 9.2 "Server-sent events"). The
 * controller writes each event's data in one line.
 */
final class EventLines {
  private static final String DATA = "data:";

  private EventLines() {}

  static Stream<Event> events(Stream<String> lines) {
    return lines
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()).strip())
        .filter(data -> !data.isEmpty())
        .map(EventLines::read);
  }

  private static Event read(String data) {
    try {
      return Json.MAPPER.readValue(data, Event.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
