package org.tunnelbench.hostagent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.SaKeys;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.model.ModelHost;

class OneEndpointTest {
  private static final Duration DEADLINE = Duration.ofHours(1);

  @TempDir private Path state = Path.of("");

  private final ModelHost host = new ModelHost(EndpointDocument.HERE, Examples.UNDERLAY);
  private final String before = host.describe();

  private static EndpointDocument document(Levels levels) {
    return new EndpointDocument(
        levels,
        new EndpointDocument.Underlay(Examples.UNDERLAY.address(), new Ipv4Address("10.0.0.102")),
        Optional.of(
            new EndpointDocument.Inner(
                Ipv4Network.parse("198.18.0.1/30"), new Ipv4Address("198.18.0.2"))),
        levels.isProtected()
            ? Optional.of(
                new EndpointSecret(
                    4096, 4097, new SaKeys("", "00".repeat(16), "", "11".repeat(16))))
            : Optional.empty());
  }

  @Test
  void anEndIsSetUpFromItsDocumentAndTakenDown() throws Exception {
    EndpointDocument document = document(Examples.PROTECTED);
    try (OneEndpoint endpoint = new OneEndpoint(document, entry -> host, state)) {
      assertThat(endpoint.reach().underlayInterface()).isEqualTo("vec0");
      EndpointSpec spec = endpoint.spec(document, Examples.attempt(1, 1), DEADLINE);

      assertThat(endpoint.setUp(spec)).isInstanceOf(OneEndpoint.Outcome.Ready.class);
      assertThat(host.describe()).isNotEqualTo(before);
      assertThat(endpoint.takeDown(spec).clean()).isTrue();
    }
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void whatAKilledRunLeftIsUndoneByTheNextWhichThenSetsUpItsOwn() throws Exception {
    EndpointDocument document = document(Examples.PLAIN);
    try (OneEndpoint killed = new OneEndpoint(document, entry -> host, state)) {
      killed.reach();
      killed.setUp(killed.spec(document, Examples.attempt(1, 1), DEADLINE));
    }
    assertThat(host.describe()).isNotEqualTo(before);

    try (OneEndpoint next = new OneEndpoint(document, entry -> host, state)) {
      next.reach();
      assertThat(host.describe()).isEqualTo(before);

      EndpointSpec spec = next.spec(document, Examples.attempt(2, 1), DEADLINE);
      assertThat(next.setUp(spec)).isInstanceOf(OneEndpoint.Outcome.Ready.class);
      assertThat(next.takeDown(spec).clean()).isTrue();
    }
    assertThat(host.describe()).isEqualTo(before);
  }

  @Test
  void anAnswerThatComesLateIsNotTakenForThatToTakingDown() throws Exception {
    EndpointDocument document = document(Examples.PLAIN);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    host.refuse(
        argv -> {
          if (argv.contains("gretap")) {
            begun.countDown();
            await(goOn);
          }
          return false;
        });
    try (OneEndpoint endpoint = new OneEndpoint(document, entry -> host, state)) {
      endpoint.reach();
      EndpointSpec spec = endpoint.spec(document, Examples.attempt(1, 1), DEADLINE);
      Thread impatient =
          Thread.ofPlatform()
              .start(() -> assertThatThrownBy(() -> endpoint.setUp(spec)).isNotNull());
      await(begun);
      impatient.interrupt();
      impatient.join();
      goOn.countDown();

      assertThat(endpoint.takeDown(spec).clean()).isTrue();
    }
    assertThat(host.describe()).isEqualTo(before);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatFailsIsSaidAndUndoneAllTheSame() throws Exception {
    EndpointDocument document = document(Examples.PLAIN);
    host.refuse(argv -> argv.contains("gretap"));
    try (OneEndpoint endpoint = new OneEndpoint(document, entry -> host, state)) {
      endpoint.reach();
      EndpointSpec spec = endpoint.spec(document, Examples.attempt(1, 1), DEADLINE);

      assertThat(endpoint.setUp(spec))
          .isInstanceOfSatisfying(
              OneEndpoint.Outcome.Failed.class,
              failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.STEP_FAILED));
      assertThat(endpoint.takeDown(spec).clean()).isTrue();
    }
    assertThat(host.describe()).isEqualTo(before);
  }
}
