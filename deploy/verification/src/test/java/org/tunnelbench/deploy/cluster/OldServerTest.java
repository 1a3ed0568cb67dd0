package org.tunnelbench.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.deploy.Programs;
import org.tunnelbench.deploy.Repository;

/** Nothing is taken from a manifest without a word. */
final class OldServerTest {
  private static final OldServer SERVER =
      new OldServer("1.20.2", (apiVersion, kind) -> !apiVersion.equals("policy/v1"));

  @Test
  void whatTheServerKnowsIsLeftAsItIs() throws Exception {
    List<JsonNode> objects =
        Rendered.parse("{apiVersion: v1, kind: Service, metadata: {name: one}, spec: {a: [1, 2]}}");

    OldServer.Taken taken = SERVER.take(objects);

    assertThat(taken.objects()).isEqualTo(objects);
    assertThat(taken.changes()).isEmpty();
  }

  @Test
  void whatItDoesNotKnowIsNamed() throws Exception {
    OldServer.Taken taken =
        SERVER.take(
            Rendered.parse(
                """
                {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: one}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: two}}
                """));

    assertThat(taken.objects())
        .extracting(each -> each.path("kind").asText())
        .containsExactly("Service");
    assertThat(taken.changes())
        .containsExactly(
            "PodDisruptionBudget one is left out: Kubernetes 1.20.2 has no PodDisruptionBudget of"
                + " policy/v1");
  }

  @Test
  void theAccessThatItDoesNotKnowIsReplacedInACopyAndNamed() throws Exception {
    List<JsonNode> objects =
        Rendered.parse(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: state},"
                + " spec: {accessModes: [ReadWriteOncePod]}}");

    OldServer.Taken taken = SERVER.take(objects);

    assertThat(taken.objects().getFirst().at("/spec/accessModes/0").asText())
        .isEqualTo("ReadWriteOnce");
    assertThat(objects.getFirst().at("/spec/accessModes/0").asText()).isEqualTo("ReadWriteOncePod");
    assertThat(taken.changes())
        .containsExactly(
            "PersistentVolumeClaim state asks for ReadWriteOnce instead of ReadWriteOncePod, which"
                + " Kubernetes 1.20.2 does not know");
  }

  /** The claims of the manifests are found where they are, in a StatefulSet too. */
  @Test
  void everyClaimOfTheExampleIsOneThatItTakes() throws Exception {
    Programs.demand("kubectl");
    OldServer.Taken taken =
        SERVER.take(Rendered.objects(Repository.ROOT.resolve("deploy/kubernetes/example")));

    assertThat(taken.objects().toString()).contains("accessModes").doesNotContain("OncePod");
    assertThat(taken.changes()).hasSize(4);
  }
}
