package org.tunnelbench.hostagent.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.experiment.TunnelKind;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.snapshot.HostState;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/**
 * The real setkey and racoon on guests. They are no package's, so that this runs only where a
 * folder with them is named: {@code ./tunnelbench test --ipsec-tools DIR}.
 */
@Tag("ipsec-tools")
@Timeout(600)
class IpsecToolsTest {
  private static final List<String> KERNELS = List.of("5.10", "6.12");
  private static final Undone CLEAN = new Undone(List.of(), Optional.empty());

  /**
   * That IKE failed is said within 10 s; what is left is the time that the daemon takes to start.
   */
  private static final Duration SAID_WITHIN = Duration.ofSeconds(25);

  static Stream<Arguments> cells() {
    List<Arguments> cells = new ArrayList<>();
    for (String kernel : KERNELS) {
      for (TunnelKind tunnel : List.of(TunnelKind.GRETAP, TunnelKind.GRE, TunnelKind.IPIP)) {
        for (String protection : List.of("esp/null/hmac-md5", "esp-tunnel/aes-128-cbc/hmac-sha1")) {
          for (Keying keying : List.of(Keying.MANUAL, Keying.RACOON)) {
            cells.add(Arguments.of(kernel, cell(tunnel, protection, PolicyTool.SETKEY, keying)));
          }
        }
      }
    }
    return cells.stream();
  }

  private static Levels cell(
      TunnelKind tunnel, String protection, PolicyTool policies, Keying keying) {
    Levels plain = Examples.levels(tunnel, Levels.defaultInner(tunnel), protection);
    return plain.protectedBy(plain.protection(), policies, keying);
  }

  private static Levels negotiated() {
    return cell(TunnelKind.GRETAP, "esp/null/hmac-md5", PolicyTool.SETKEY, Keying.RACOON);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void everyTunnelWorksInsideEspAndLeavesNothing(String kernel, Levels levels) throws Exception {
    try (GuestPair guests = new GuestPair(kernel)) {
      List<GuestPair.End> ends = guests.plan(levels, 20, facts -> facts);
      List<Undone> undone;
      try {
        assertThat(guests.setUp(ends))
            .allSatisfy(proved -> assertThat(proved.espPackets()).isPositive());
      } finally {
        undone = guests.takeDown(ends);
      }
      assertThat(undone).containsOnly(CLEAN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.12"})
  void aWrongSecretIsSaidAsSuch(String kernel) throws Exception {
    try (GuestPair guests = new GuestPair(kernel)) {
      List<GuestPair.End> ends =
          guests.plan(
              negotiated(),
              21,
              facts -> facts,
              List.of(new PreSharedKey("one-secret"), new PreSharedKey("another-secret")));
      try {
        Failure failure = failure(guests, ends);

        assertThat(failure.kind()).isEqualTo(FailureKind.IKE_FAILED);
        assertThat(failure.message()).contains("pre-shared keys of the two ends differ");
        assertThat(failure.output()).doesNotContain("one-secret", "another-secret");
      } finally {
        assertThat(guests.takeDown(ends)).containsOnly(CLEAN);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.12"})
  void aSilentPeerIsSaidAsSuch(String kernel) throws Exception {
    try (GuestPair guests = new GuestPair(kernel)) {
      List<GuestPair.End> ends = guests.plan(negotiated(), 22, facts -> facts).subList(0, 1);
      long start = System.nanoTime();
      try {
        Failure failure = failure(guests, ends);

        assertThat(failure.kind()).isEqualTo(FailureKind.IKE_FAILED);
        assertThat(failure.message()).contains("the peer is silent");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SAID_WITHIN);
      } finally {
        assertThat(ends.getFirst().work().undo(ends.getFirst().entry())).isEqualTo(CLEAN);
      }
    }
  }

  private static Failure failure(GuestPair guests, List<GuestPair.End> ends) {
    try {
      List<Proved> proved = guests.setUp(ends);
      throw new AssertionError("set up, and should not have been: " + proved);
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof EndpointException endpoint) {
        return endpoint.failure();
      }
      throw failed;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.12"})
  void aRacoonOfSomebodyElseIsNamedAndLeftAlone(String kernel) throws Exception {
    try (GuestPair guests = new GuestPair(kernel)) {
      String folder = "/var/run/foreign";
      guests.run("mkdir", "-p", folder);
      guests.write(
          folder + "/racoon.conf",
          "path pidfile \"%s/racoon.pid\"; listen { adminsock disabled; }\n".formatted(folder));
      guests.succeed("racoon", "-f", folder + "/racoon.conf", "-l", folder + "/log");
      try {
        guests.await("test", "-s", folder + "/racoon.pid");
        GuestPair.End end = guests.plan(negotiated(), 23, facts -> facts).getFirst();
        HostState state = end.work().look(List.of());

        assertThat(Obstacles.between(end.spec(), end.plan().names(), state))
            .anySatisfy(obstacle -> assertThat(obstacle).contains("500"));
      } finally {
        guests.succeed("sh", "-c", "kill -KILL $(cat %s/racoon.pid)".formatted(folder));
        guests.run("rm", "-rf", folder);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.10", "6.12"})
  void everyPrefixOfAPlanIsUndone(String kernel) throws Exception {
    for (Levels levels :
        List.of(
            negotiated(),
            cell(TunnelKind.IPIP, "esp/null/hmac-md5", PolicyTool.SETKEY, Keying.MANUAL))) {
      try (GuestPair guests = new GuestPair(kernel)) {
        int steps = guests.plan(levels, 24, facts -> facts).getFirst().plan().forward().size();
        for (int done = 0; done <= steps; done++) {
          GuestPair.End end = guests.plan(levels, 24, facts -> facts).getFirst();
          List<HostStep> prefix = end.plan().forward().subList(0, done);
          guests.carryOut(prefix);

          assertThat(end.work().undo(end.entry()))
              .as("%d steps of %s", done, levels)
              .isEqualTo(CLEAN);
        }
      }
    }
  }
}
