package org.tunnelbench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Versions stand in the root pom and nowhere else. */
class VersionsTest {
  static Stream<Path> poms() {
    return Project.modulePoms().stream();
  }

  @ParameterizedTest
  @MethodSource("poms")
  void aModuleNamesNoVersion(Path pom) throws Exception {
    assertThat(versions(Files.readString(pom))).isEmpty();
  }

  @Test
  void aPlantedVersionIsFound() throws Exception {
    String pom =
        """
        <project>
          <parent><version>1</version></parent>
          <dependencies><dependency><version>1.2.3</version></dependency></dependencies>
        </project>
        """;
    assertThat(versions(pom)).containsExactly("1.2.3");
  }

  /** The versions that a pom names, its parent's aside. */
  private static List<String> versions(String pom) throws Exception {
    NodeList named =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(pom.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("version");
    List<String> versions = new ArrayList<>();
    for (int place = 0; place < named.getLength(); place++) {
      Element version = (Element) named.item(place);
      if (!version.getParentNode().getNodeName().equals("parent")) {
        versions.add(version.getTextContent());
      }
    }
    return versions;
  }
}
