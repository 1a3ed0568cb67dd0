package org.tunnelbench.contract.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.contract.experiment.InnerSide;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.SaKeys;

class EndpointDocumentsTest {
  private static final String SECRET =
      "secret: {spiOut: 4096, spiIn: 4097, authenticationOut: '000102030405060708090a0b0c0d0e0f',"
          + " authenticationIn: 'f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff'}";
  private static final String PROTECTED =
      """
      cell: {tunnel: gretap, local: omitted, protection: esp/null/hmac-md5, mtu: 1300, ttl: 64}
      underlay: {here: 10.0.0.101, there: 10.0.0.102}
      inner: {here: 198.18.0.1/30, there: 198.18.0.2}
      """;

  @Test
  void thePublishedExampleIsRead() throws Exception {
    EndpointDocument document =
        EndpointDocuments.parse(Files.readString(Path.of("../docs/examples/endpoint.yaml")));

    assertThat(document.levels().tunnel()).isEqualTo(TunnelKind.GRETAP);
    assertThat(document.levels().inner()).isEqualTo(InnerSide.BRIDGED);
    assertThat(document.secret()).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    EndpointDocument document = EndpointDocuments.parse(PROTECTED + SECRET);

    assertThat(EndpointDocuments.parse(EndpointDocuments.toYaml(document))).isEqualTo(document);
    EndpointDocument negotiated =
        EndpointDocuments.parse(
            PROTECTED.replace("mtu: 1300", "mtu: 1300, keying: racoon")
                + "secret: {preSharedKey: testpsk}");
    assertThat(EndpointDocuments.parse(EndpointDocuments.toYaml(negotiated))).isEqualTo(negotiated);
  }

  @Test
  void aShortPreSharedKeyIsRefusedAndNotQuoted() {
    String document =
        PROTECTED.replace("mtu: 1300", "mtu: 1300, keying: racoon")
            + "secret: {preSharedKey: zqzqzq}";

    assertThatThrownBy(() -> EndpointDocuments.parse(document))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("the secret's pre-shared key must be 7 to 900 printable characters")
        .message()
        .doesNotContain("zqzqzq");
  }

  @Test
  void theOtherEndSeesAllTheOtherWayRound() throws Exception {
    EndpointDocument other = EndpointDocuments.parse(PROTECTED + SECRET).mirrored();

    assertThat(other.underlay().here().value()).isEqualTo("10.0.0.102");
    assertThat(other.inner().orElseThrow().here()).hasToString("198.18.0.2/30");
    assertThat(other.inner().orElseThrow().there().value()).isEqualTo("198.18.0.1");
    assertThat(other.secret())
        .contains(
            new EndpointSecret(
                4097,
                4096,
                new SaKeys(
                    "",
                    "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
                    "",
                    "000102030405060708090a0b0c0d0e0f")));
    assertThat(other.mirrored()).isEqualTo(EndpointDocuments.parse(PROTECTED + SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          there: 10.0.0.102 | there: 10.0.0.101  | line 2: underlay: the outer addresses must be another address than here
          tunnel: gretap    | tunnel: [gretap, gre] | line 1: cell: names 2 cells: write one level of each factor
          198.18.0.1/30     | 10.1.0.1/30        | line 3: inner: the inner addresses must lie within 198.18.0.0/15
          spiOut: 4096      | spiOut: 1          | line 4: secret.spiOut: '1' is out of range: write a whole number from 256 to 4294967295
          spiIn: 4097       | spiIn: 4096        | line 4: secret: the secret's spi must differ between the two directions
          spiOut: 4096      | preSharedKey: testpsk | line 4: secret.spiIn: stands beside preSharedKey: leave it out
          spiOut: 4096      | preSharedKey: [testpsk] | line 4: secret.preSharedKey: must be the key in one line, in quotes
          spiOut: 4096      | encryptionOut: [aa], spiOut: 4096 | line 4: secret.encryptionOut: must be a key in lower-case hexadecimal, in quotes
          000102            | 0001xy             | line 4: secret.authenticationOut: must be a key in lower-case hexadecimal, in quotes
          inner:            | iner:              | line 3: iner: 'iner' is no field of the document of one end: did you mean inner?
          esp/null/hmac-md5 | none               | line 1: document: the secret must be left out where the cell is not protected
          """)
  void whatIsWrongIsNamedWithoutAnySecret(String right, String wrong, String message) {
    String broken = (PROTECTED + SECRET).replace(right, wrong);

    assertThatThrownBy(() -> EndpointDocuments.parse(broken))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("0405060708090a");
  }
}
