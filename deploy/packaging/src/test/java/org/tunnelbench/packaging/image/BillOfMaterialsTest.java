package org.tunnelbench.packaging.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.lab.debian.PackageFile;

class BillOfMaterialsTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final PackageFile BUSYBOX =
      new PackageFile("busybox-static_1%3a1.37.0-6_amd64.deb", 1, "0f".repeat(32));

  @TempDir private Path folder;

  @Test
  void librariesRuntimeAndPackagesAreInItAndNothingOfTheBuildsOwnTime() throws Exception {
    Path libraries =
        Files.writeString(
            folder.resolve("bom.json"),
            """
            {"bomFormat": "CycloneDX", "serialNumber": "urn:uuid:1",
             "metadata": {"timestamp": "2030-01-01T00:00:00Z"},
             "components": [{"type": "library", "name": "jsch", "version": "2"}]}
            """);

    JsonNode document = Json.MAPPER.readTree(bill(libraries).json(AT));

    assertThat(document.findValuesAsText("name"))
        .containsExactly("jsch", "OpenJDK", "busybox-static");
    assertThat(document.at("/components/2/version").asText()).isEqualTo("1:1.37.0-6");
    assertThat(document.at("/components/2/purl").asText())
        .isEqualTo("pkg:deb/debian/busybox-static@1%3a1.37.0-6?arch=amd64&distro=trixie");
    assertThat(document.has("serialNumber")).isFalse();
    assertThat(document.at("/metadata/timestamp").asText()).isEqualTo(AT.toString());
  }

  @Test
  void aBuildThatWroteNoneIsNamed() {
    assertThatThrownBy(() -> bill(folder.resolve("none.json")).json(AT))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("none.json")
        .hasMessageContaining("./tunnelbench images");
  }

  private static BillOfMaterials bill(Path libraries) {
    return new BillOfMaterials(libraries, List.of(BUSYBOX), "trixie", "25.0.1");
  }
}
