package org.tunnelbench.controller.application.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.api.TrialResult;
import org.tunnelbench.controller.application.record.UnavailableException;

/** Writes a result trial by trial, since all samples of a large one would not fit into memory. */
final class ResultStream implements StreamingOutput {
  private static final String TRIALS = "trials";

  private final ExperimentResult outline;
  private final SeriesInTurn series;

  /**
   * Reads the first series, so that a broker that is away is noticed while that can be said.
   *
   * @param outline the result without samples
   */
  ResultStream(ExperimentResult outline, SeriesInTurn series) throws UnavailableException {
    this.outline = outline;
    this.series = series;
    series.begin();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    ObjectNode frame = Json.MAPPER.valueToTree(outline.with(List.of()));
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : frame.properties()) {
        json.writeFieldName(field.getKey());
        if (field.getKey().equals(TRIALS)) {
          writeTrials(json);
        } else {
          json.writeTree(field.getValue());
        }
      }
      json.writeEndObject();
    }
  }

  private void writeTrials(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (TrialResult trial : outline.trials()) {
      try {
        json.writePOJO(series.fill(trial));
      } catch (UnavailableException e) {
        // Too late for a problem: the client sees a body that breaks off.
        throw new IOException("the samples of trial " + trial.id() + " cannot be read", e);
      }
    }
    json.writeEndArray();
  }
}
