package org.tunnelbench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import org.tunnelbench.contract.Json;
import picocli.CommandLine.Option;

/** Whether a program reads the answer. */
public final class JsonOption {
  @Option(
      names = "--json",
      description = "Answer in JSON: standard output then carries that and nothing else.")
  private boolean json;

  /** Whether the answer is to be JSON. */
  public boolean isSet() {
    return json;
  }

  /** Writes a value as JSON. */
  public static void print(PrintWriter out, Object value) {
    try {
      out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value that cannot be written as JSON", e);
    }
  }
}
