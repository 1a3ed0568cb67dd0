package org.tunnelbench.packaging.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.lab.debian.PackageFile;

/**
 * What is in an image, in CycloneDX's JSON: what the build wrote of the Java libraries, with the
 * Java runtime and Debian's packages beside them.
 *
 * @param libraries the file that profile {@code sbom} wrote
 * @param packages of Debian's
 * @param suite that they are of
 * @param javaVersion of the runtime
 */
record BillOfMaterials(
    Path libraries, List<PackageFile> packages, String suite, String javaVersion) {
  BillOfMaterials {
    packages = List.copyOf(packages);
  }

  /** The document; two of the same things and time are the same bytes. */
  byte[] json(Instant at) throws IOException {
    InvalidValueException.unless(
        Files.isRegularFile(libraries),
        "bill of materials",
        libraries,
        "must have been written by the build: start through ./tunnelbench images");
    JsonNode written = Json.MAPPER.readTree(libraries.toFile());
    if (!(written instanceof ObjectNode document)) {
      throw new IOException(libraries + " is no bill of materials");
    }
    // Drawn anew for each document, it says nothing of what is in it.
    document.remove("serialNumber");
    document.withObject("/metadata").put("timestamp", at.toString());
    ArrayNode components = document.withArray("components");
    components
        .addObject()
        .put("type", "platform")
        .put("name", "OpenJDK")
        .put("version", javaVersion);
    for (PackageFile file : packages) {
      String version = file.version();
      components
          .addObject()
          .put("type", "library")
          .put("name", file.name())
          // File names have a version's colon as %3a, as package URLs do.
          .put("version", version.replace("%3a", ":"))
          .put(
              "purl",
              "pkg:deb/debian/%s@%s?arch=amd64&distro=%s".formatted(file.name(), version, suite));
    }
    return Json.MAPPER.writeValueAsBytes(document);
  }
}
