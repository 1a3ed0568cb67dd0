package org.tunnelbench.controller.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;

/** {@code result.json}; its schema is {@code docs/schemas/result.schema.json}. */
public final class ResultJson {
  /** The file's name. */
  public static final String FILE = "result.json";

  private static final ObjectWriter WRITER = Json.MAPPER.writerWithDefaultPrettyPrinter();

  private ResultJson() {}

  /** The file's content. */
  public static String of(ExperimentResult result) {
    try {
      return WRITER.writeValueAsString(result) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
