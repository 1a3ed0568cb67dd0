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

  public MessageCodec(List<MessageType<?>> types) {
    byClass = types.stream().collect(toUnmodifiableMap(MessageType::body, identity()));
    byName = types.stream().collect(toUnmodifiableMap(MessageType::name, identity()));
  }

  /** The message's bytes; the body's class must be one of the types given at the start. */
  public byte[] encode(Object body) {
    MessageType<?> type = byClass.get(body.getClass());
    if (type == null) {
      throw new IllegalArgumentException("no message type for " + body.getClass().getSimpleName());
    }
    ObjectNode envelope = Json.MAPPER.createObjectNode();
    envelope.put("type", type.name());
    envelope.put("version", type.version());
    envelope.set("body", Json.MAPPER.valueToTree(body));
    try {
      return Json.MAPPER.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a message of any of the types. */
  public Object decode(byte[] bytes) throws UnreadableMessageException {
    try {
      JsonNode envelope = Json.MAPPER.readTree(bytes);
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
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreadableMessageException("not a readable message: " + e.getMessage(), e);
    }
  }
}
