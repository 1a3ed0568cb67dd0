package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.FleetDocument;

class DocumentRoundTripTest {
  @Provide
  Arbitrary<ExperimentDocument> experiments() {
    return DocumentArbitraries.experiments();
  }

  @Provide
  Arbitrary<FleetDocument> fleets() {
    return DocumentArbitraries.fleets();
  }

  @Property(tries = 300)
  void theCanonicalFormOfAnExperimentIsReadAsTheEqualDocument(
      @ForAll("experiments") ExperimentDocument document) throws Exception {
    String text = ExperimentDocuments.toJson(document).toPrettyString();

    assertThat(ExperimentDocuments.parse(text)).isEqualTo(document);
  }

  @Property(tries = 100)
  void theCanonicalFormObeysThePublishedSchema(@ForAll("experiments") ExperimentDocument document)
      throws Exception {
    assertThat(
            PublishedSchema.EXPERIMENT.errors(
                Json.MAPPER.readTree(ExperimentDocuments.toJson(document).toString())))
        .isEmpty();
  }

  @Property(tries = 100)
  void anExperimentIsWhatItWasAfterJsonOfTheRecord(
      @ForAll("experiments") ExperimentDocument document) throws Exception {
    String text = Json.MAPPER.writeValueAsString(document);

    assertThat(Json.MAPPER.readValue(text, ExperimentDocument.class)).isEqualTo(document);
  }

  @Property(tries = 200)
  void theYamlOfAFleetIsReadAsTheEqualDocument(@ForAll("fleets") FleetDocument fleet)
      throws Exception {
    assertThat(FleetDocuments.parse(FleetDocuments.toYaml(fleet))).isEqualTo(fleet);
  }

  @Property(tries = 100)
  void theYamlOfAFleetObeysThePublishedSchema(@ForAll("fleets") FleetDocument fleet) {
    assertThat(
            PublishedSchema.FLEET.errors(
                YamlAsJson.read(FleetDocuments.toYaml(fleet)).orElseThrow()))
        .isEmpty();
  }
}
