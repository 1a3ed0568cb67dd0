package org.tunnelbench.lab.guest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.lab.supervise.ChildSpec;
import org.tunnelbench.lab.supervise.LinkEnd;

/**
 * How a guest and the process that forwards SSH to it are started.
 *
 * <pre>
 *   loopback:sshPort ── forwarder ══ vec1 │ guest │ vec0 ══ the pair's other guest
 * </pre>
 *
 * @param number 1 to 250; makes addresses differ
 * @param folder the guest's own, which holds {@code own/} and the link to the kernel's libraries
 * @param memory folder for the file that is its memory
 */
record GuestPlan(
    HostName name,
    int number,
    Kernel kernel,
    GuestTree tree,
    Path folder,
    Path memory,
    int sshPort) {
  /** Where the forwarder expects the guest (libslirp's first client). */
  private static final String MANAGEMENT = "10.0.2.15";

  private static final String UNDERLAY = "10.0.0.";

  GuestPlan {
    InvalidValueException.unless(
        number >= 1 && number <= 250, "guest number", number, "must be from 1 to 250");
  }

  /** The address that tunnels and ESP use as their outer one. */
  Ipv4Address underlay() {
    return new Ipv4Address(UNDERLAY + number);
  }

  /** Holds what the guest reads at its start. */
  Path own() {
    return folder.resolve("own");
  }

  String forwarderName() {
    return name + "-ssh";
  }

  /** The guest, between its two links. */
  ChildSpec guest(LinkEnd data, LinkEnd management, Path log) {
    return new ChildSpec(
        name.value(),
        List.of(
            kernel.program().toString(),
            "mem=" + GuestMemory.MEBIBYTES_OF_A_GUEST + "M",
            "umid=guest",
            // Relative: the whole path of a socket may have some 110 characters only.
            "uml_dir=uml/",
            "rootfstype=hostfs",
            "rootflags=" + tree.folder(),
            "ro",
            "init=/init",
            "vec0:transport=fd,fd=%d,depth=128,mac=02:00:00:00:00:%02x"
                .formatted(data.descriptor(), number),
            "vec1:transport=fd,fd=%d,depth=32,mac=02:00:00:00:01:%02x"
                .formatted(management.descriptor(), number),
            "con=null",
            "con0=null,fd:1",
            "ssl=null",
            "quiet",
            "panic=1",
            // The machine's entropy, trusted in full: else dropbear waits for it on older kernels.
            "rng_core.default_quality=1000",
            "tunnelbench.name=" + name,
            "tunnelbench.modules=" + kernel.modules(),
            "tunnelbench.own=" + own(),
            "tunnelbench.underlay=" + underlay() + "/24",
            "tunnelbench.management=" + MANAGEMENT + "/24"),
        Map.of("LD_LIBRARY_PATH", kernel.libraries().toString(), "TMPDIR", memory.toString()),
        List.of(data, management),
        folder,
        log);
  }

  /** The process at the other end of the guest's second link. */
  ChildSpec forwarder(LinkEnd management, Path log) {
    return new ChildSpec(
        forwarderName(),
        tree.command(
            "vde_plug",
            List.of(
                "slirp:///v4/tcpfwd=127.0.0.1:%d:%s:22".formatted(sshPort, MANAGEMENT),
                "seqpacket://" + management.descriptor())),
        Map.of("VDEPLUGIN_PATH", tree.libraries().resolve("vdeplug").toString()),
        List.of(management),
        folder,
        log);
  }
}
