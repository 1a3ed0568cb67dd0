package org.tunnelbench.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.lab.supervise.ChildSpec;
import org.tunnelbench.lab.supervise.LinkEnd;

final class GuestPlanTest {
  private final GuestPlan plan =
      new GuestPlan(
          new HostName("linux-6.1-a"),
          11,
          new Kernel("6.1.176", "6.1.176-1", "bookworm", Path.of("/cache/kernels/k")),
          new GuestTree(Path.of("/cache/trees/t")),
          Path.of("/runs/r/guests/linux-6.1-a"),
          Path.of("/dev/shm"),
          2222);

  @Test
  void aGuestStandsBetweenItsTwoLinks() {
    ChildSpec guest = plan.guest(new LinkEnd(5), new LinkEnd(9), Path.of("/runs/r/logs/a.log"));

    assertThat(guest.argv())
        .startsWith("/cache/kernels/k/linux", "mem=128M", "umid=guest", "uml_dir=uml/")
        .contains(
            "rootflags=/cache/trees/t",
            "vec0:transport=fd,fd=5,depth=128,mac=02:00:00:00:00:0b",
            "vec1:transport=fd,fd=9,depth=32,mac=02:00:00:00:01:0b",
            "tunnelbench.name=linux-6.1-a",
            "tunnelbench.modules=/cache/kernels/k/modules",
            "tunnelbench.own=/runs/r/guests/linux-6.1-a/own",
            "tunnelbench.underlay=10.0.0.11/24",
            "tunnelbench.management=10.0.2.15/24");
    assertThat(guest.ends()).containsExactly(new LinkEnd(5), new LinkEnd(9));
    assertThat(guest.environment())
        .containsEntry("LD_LIBRARY_PATH", "/cache/kernels/k/g")
        .containsEntry("TMPDIR", "/dev/shm");
    assertThat(plan.underlay()).isEqualTo(new Ipv4Address("10.0.0.11"));
  }

  /** The kernel would take such words as the description of a console. */
  @Test
  void noWordOfOursBeginsLikeAConsole() {
    ChildSpec guest = plan.guest(new LinkEnd(5), new LinkEnd(9), Path.of("/l"));

    assertThat(guest.argv().stream().filter(word -> word.startsWith("con")))
        .containsExactly("con=null", "con0=null,fd:1");
  }

  @Test
  void theForwarderRunsWithTheTreesOwnLibraries() {
    ChildSpec forwarder = plan.forwarder(new LinkEnd(10), Path.of("/runs/r/logs/a-ssh.log"));

    assertThat(forwarder.name()).isEqualTo("linux-6.1-a-ssh");
    assertThat(forwarder.argv())
        .isEqualTo(
            List.of(
                "/cache/trees/t/usr/lib64/ld-linux-x86-64.so.2",
                "--library-path",
                "/cache/trees/t/usr/lib/x86_64-linux-gnu:/cache/trees/t/usr/lib/x86_64-linux-gnu/vdeplug",
                "/cache/trees/t/usr/bin/vde_plug",
                "slirp:///v4/tcpfwd=127.0.0.1:2222:10.0.2.15:22",
                "seqpacket://10"));
    assertThat(forwarder.ends()).containsExactly(new LinkEnd(10));
  }
}
