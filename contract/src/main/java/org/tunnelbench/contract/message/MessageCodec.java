package org.tunnelbench.contract.message;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.Json;

/** Writes and reads {@code {"type": NAME, "version": N, "body": {…}}} in UTF-8. */
public final class MessageCodec {
  private final Map<Class<?>, MessageType<?>> byClass;
  private final Map<String, MessageType<?>> byName;

  private record Envelope(String type, int version, Object body) {}

  public MessageCodec(List<MessageType<?>> types) {
    byClass = types.stream().collect(toUnmodifiableMap(MessageType::body, identity()));
    byName = types.stream().collect(toUnmodifiableMap(MessageType::name, identity()));
  }

  /** The message's bytes; the body's class must be one of the types given at the start. */
  public byte[] encode(Object body) {
    MessageType<?> type = typeOf(body);
    try {
      return Json.MAPPER.writeValueAsBytes(new Envelope(type.name(), type.version(), body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as a part of other JSON. */
  public ObjectNode tree(Object body) {
    MessageType<?> type = typeOf(body);
    ObjectNode envelope = Json.MAPPER.createObjectNode();
    envelope.put("type", type.name());
    envelope.put("version", type.version());
    envelope.set("body", Json.MAPPER.valueToTree(body));
    return envelope;
  }

  private MessageType<?> typeOf(Object body) {
    MessageType<?> type = byClass.get(body.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no message type for " + body.getClass().getSimpleName());
    }
    return type;
  }

  /** Reads a message of any of the types. */
  public Object decode(byte[] bytes) throws UnreadableMessageException {
    try {
      return decode(Json.MAPPER.readTree(bytes));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads a message that is a part of other JSON. */
  public Object decode(JsonNode envelope) throws UnreadableMessageException {
    try {
      String name = envelope.path("type").asText();
      MessageType<?> type = byName.get(name);
      if (type == null) {
        throw new UnreadableMessageException("unknown message type '" + name + "'");
      }
      int version = envelope.path("version").asInt();
      if (version != type.version()) {
        throw new UnreadableMessageException(
            "message type '%s' has version %d, and this reader knows %d"
                .formatted(name, version, type.version()));
      }
      @Nullable Object body = Json.MAPPER.treeToValue(envelope.path("body"), type.body());
      if (body == null) {
        throw new UnreadableMessageException("message of type '" + name + "' has no body");
      }
      return body;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static UnreadableMessageException unreadable(Exception e) {
    return new UnreadableMessageException("not a readable message: " + e.getMessage(), e);
  }
}
