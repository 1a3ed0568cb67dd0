package org.tunnelbench.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tunnelbench.contract.Json;

/** A schema of the folder {@code docs/schemas}. */
final class PublishedSchema {
  static final PublishedSchema EXPERIMENT = new PublishedSchema("experiment");
  static final PublishedSchema FLEET = new PublishedSchema("fleet");

  private final JsonNode text;
  private final Schema schema;

  private PublishedSchema(String name) {
    try {
      text =
          Json.MAPPER.readTree(
              Files.readString(Path.of("../docs/schemas/" + name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  JsonNode text() {
    return text;
  }

  /** What the schema finds wrong. */
  List<String> errors(JsonNode document) {
    return schema.validate(document).stream().map(Error::toString).toList();
  }
}
