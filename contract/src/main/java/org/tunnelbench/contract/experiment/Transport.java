package org.tunnelbench.contract.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Arrays;

/** What carries the traffic's bytes. */
@JsonDeserialize(using = Transport.Reader.class)
public enum Transport {
  /** As fast as it goes, or at a rate. */
  TCP("tcp"),
  /** At a rate, whatever arrives. */
  UDP("udp");

  private final String word;

  Transport(String word) {
    this.word = word;
  }

  @Override
  @JsonValue
  public String toString() {
    return word;
  }

  /** Records of before there was a choice say nothing: their traffic was TCP. */
  static final class Reader extends StdDeserializer<Transport> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Transport.class);
    }

    @Override
    public Transport deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String word = parser.getValueAsString("");
      return Arrays.stream(values())
          .filter(transport -> transport.word.equals(word))
          .findFirst()
          .orElseThrow(() -> context.weirdStringException(word, Transport.class, "tcp or udp"));
    }

    @Override
    public Transport getAbsentValue(DeserializationContext context) {
      return TCP;
    }
  }
}
