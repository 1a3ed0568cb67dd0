package org.tunnelbench.cli.hosts;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tunnelbench.contract.host.HostName;

/**
 * What a look from one host to another showed.
 *
 * @param sent pings
 * @param answered of them
 * @param mtu the largest packet that passes whole, in bytes; absent where that cannot be told
 * @param packets what became of packets of tunnels and ESP
 */
record PathLook(
    HostName from, HostName to, int sent, int answered, OptionalInt mtu, RawPackets packets) {
  /** What became of packets. */
  sealed interface RawPackets {
    /**
     * It cannot be told.
     *
     * @param reason why, as what follows "because"
     */
    record Untold(String reason) implements RawPackets {}

    /**
     * They were sent, or tried to be.
     *
     * @param arrived those of which one packet at least arrived
     * @param unsent why the sender's own kernel did not send some
     */
    record Told(Set<IpProbe> arrived, Map<IpProbe, String> unsent) implements RawPackets {
      public Told {
        arrived = Set.copyOf(arrived);
        unsent = Map.copyOf(unsent);
      }

      /** Why packets of this kind do not pass; absent where they do. */
      Optional<String> obstacle(IpProbe probe) {
        if (arrived.contains(probe)) {
          return Optional.empty();
        }
        return Optional.of(
            unsent.containsKey(probe)
                ? "not even sent (" + unsent.get(probe) + ")"
                : "sent and did not arrive");
      }
    }
  }
}
