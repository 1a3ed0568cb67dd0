package org.tunnelbench.hostagent.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tunnelbench.contract.experiment.Keying;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.PolicyTool;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.model.Examples;
import org.tunnelbench.hostagent.snapshot.Obstacles;

/** What goes wrong with strongSwan is said as such, soon, and leaves nothing. */
@Timeout(300)
class IkeMishapsTest {
  private static final String KERNEL = "6.1";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What a user is promised, and as much again for a machine that other work keeps busy. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Undone CLEAN = new Undone(List.of(), Optional.empty());

  @ParameterizedTest
  @EnumSource(names = {"STRONGSWAN_IKEV1", "STRONGSWAN_IKEV2"})
  void aWrongSecretIsSaid(Keying keying) throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends =
          guests.plan(
              cell(keying),
              30,
              facts -> facts,
              List.of(new PreSharedKey("right-one"), new PreSharedKey("other-one")));
      CompletableFuture<Failure> answering =
          CompletableFuture.supplyAsync(() -> failure(ends.getLast()));

      Failure initiating = failure(ends.getFirst());
      Failure other = answering.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

      for (Failure failure : List.of(initiating, other)) {
        assertThat(failure.kind()).isEqualTo(FailureKind.IKE_FAILED);
        assertThat(failure.message()).contains("the pre-shared keys of the two ends differ");
        assertThat(failure.output()).doesNotContain("right-one", "other-one");
      }
      assertThat(guests.takeDown(ends)).containsOnly(CLEAN);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STRONGSWAN_IKEV1", "STRONGSWAN_IKEV2"})
  void aSilentPeerIsSaid(Keying keying) throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends = guests.plan(cell(keying), 31, facts -> facts);
      long begun = System.nanoTime();

      Failure failure = failure(ends.getFirst());

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThat(failure.kind()).isEqualTo(FailureKind.IKE_FAILED);
      assertThat(failure.message()).contains("the peer is silent");
      assertThat(guests.takeDown(ends)).containsOnly(CLEAN);
    }
  }

  @Test
  void whatACharonThatWasKilledLeavesIsUndone() throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends = guests.plan(cell(Keying.STRONGSWAN_IKEV2), 32, facts -> facts);
      List<Undone> undone;
      try {
        guests.setUp(ends);
        String folder = ends.getFirst().plan().names().ikeFolder();
        String charon = guests.run("cat", folder + "/pid").stdout().strip();
        assertThat(guests.run("kill", "-KILL", charon).succeeded()).isTrue();
      } finally {
        undone = guests.takeDown(ends);
      }

      assertThat(undone).containsOnly(CLEAN);
      assertThat(guests.run("cat", "/var/run/charon.pid").succeeded()).isFalse();
    }
  }

  @Test
  void whatOthersKeyStaysAsItIs() throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> ends = guests.plan(cell(Keying.STRONGSWAN_IKEV1), 33, facts -> facts);
      String here = ends.getFirst().spec().underlay().value();
      String there = ends.getFirst().spec().underlayPeer().value();
      String association = "src %s dst %s proto esp spi 0x1001".formatted(here, there);
      String policy = "src %s/32 dst %s/32 proto 132 dir out".formatted(here, there);
      String key = "0x" + "0a".repeat(16);
      xfrm(
          guests,
          "state add %s reqid 77 mode transport auth hmac(md5) %s enc cbc(aes) %s"
              .formatted(association, key, key));
      xfrm(guests, "policy add " + policy + " tmpl proto esp reqid 77 mode transport");
      String before = stands(guests);
      try {
        guests.setUp(ends);
        assertThat(stands(guests)).isEqualTo(before);
      } finally {
        guests.takeDown(ends);
        assertThat(stands(guests)).isEqualTo(before);
        xfrm(guests, "state delete " + association);
        xfrm(guests, "policy delete " + policy);
      }
    }
  }

  @Test
  void aCharonOfSomebodyElseIsInTheWay() throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      List<GuestPair.End> theirs = guests.plan(cell(Keying.STRONGSWAN_IKEV2), 34, facts -> facts);
      List<GuestPair.End> ours = guests.plan(cell(Keying.STRONGSWAN_IKEV2), 35, facts -> facts);
      try {
        guests.setUp(theirs);
        GuestPair.End end = ours.getFirst();

        assertThat(Obstacles.between(end.spec(), end.plan().names(), end.work().look(List.of())))
            .contains(
                "UDP port 500 of IKE is taken by another program",
                "another key daemon runs, or has left its pid file /var/run/charon.pid");
      } finally {
        assertThat(guests.takeDown(theirs)).containsOnly(CLEAN);
      }
    }
  }

  @Test
  void aHostThatNobodyCanReachEndsItsCharonByItself() throws Exception {
    try (GuestPair guests = new GuestPair(KERNEL)) {
      GuestPair.End end = guests.plan(cell(Keying.STRONGSWAN_IKEV2), 36, facts -> facts).getFirst();
      assertThatThrownBy(
              () -> end.work().apply(end.plan(), Optional.of(Duration.ofSeconds(12)), LIMIT))
          .isInstanceOf(EndpointException.class);

      guests.awaitSuccess("test", "!", "-e", end.plan().names().undoTimerFolder());

      assertThat(end.work().look(List.of()).lines()).isEqualTo(end.entry().before());
      assertThat(guests.run("test", "-e", end.plan().names().ikeFolder()).succeeded()).isFalse();
    }
  }

  private static Levels cell(Keying keying) {
    return Examples.PROTECTED.protectedBy(
        Examples.PROTECTED.protection(), PolicyTool.IP_XFRM, keying);
  }

  private static Failure failure(GuestPair.End end) {
    return catchThrowableOfType(
            EndpointException.class, () -> end.work().apply(end.plan(), Optional.empty(), LIMIT))
        .failure();
  }

  private static void xfrm(GuestPair guests, String words) throws Exception {
    assertThat(guests.run(("ip xfrm " + words).split(" ", -1)).stderr()).isEmpty();
  }

  /** Everything of the kernel's that is not ours to touch. */
  private static String stands(GuestPair guests) throws Exception {
    return guests.run("ip", "xfrm", "state", "list", "nokeys", "reqid", "77").stdout()
        + guests.run("ip", "xfrm", "policy", "list", "proto", "132").stdout()
        + guests.run("cat", "/proc/sys/net/core/xfrm_acq_expires").stdout();
  }
}
