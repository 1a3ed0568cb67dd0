package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tunnelbench.contract.InvalidValueException;

/**
 * What a host's kernel had counted at a moment.
 *
 * <ul>
 *   <li>{@code xfrm_dst_cache}, {@code ip_dst_cache}, {@code xfrm_state}: active objects
 *       (slabinfo(5)), where a user may read them
 *   <li>{@code XfrmInError} and the like: those of /proc/net/xfrm_stat that are not 0
 *   <li>{@code tunnel_rx_bytes} and the like: of the tunnel's device and of the {@code underlay}'s,
 *       bytes, packets, errors and dropped packets in both directions (/proc/net/dev)
 *   <li>{@code cpu_busy_ms}, {@code cpu_softirq_ms}: over all processors (/proc/stat)
 *   <li>{@code cpu_pressure_us}: how long some task waited for a processor (/proc/pressure/cpu)
 * </ul>
 *
 * @param byName whole numbers of 0 or more, at most {@value #MOST}; one that is absent where others
 *     are there is 0, or nobody may read it
 */
public record Counters(Map<String, Long> byName) {
  /** Bound on the counters of one reading. */
  public static final int MOST = 100;

  private static final String NAME = "[A-Za-z0-9_]{1,64}";

  public Counters {
    InvalidValueException.unless(
        byName.size() <= MOST, "counters", byName.size(), "must be at most " + MOST);
    byName.forEach(Counters::check);
    byName = Map.copyOf(byName);
  }

  /** Reads what {@link #sorted()} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Counters of(Map<String, Long> byName) {
    return new Counters(byName);
  }

  /** By name, in the order of names. */
  @JsonValue
  public SortedMap<String, Long> sorted() {
    return new TreeMap<>(byName);
  }

  private static void check(String name, Long value) {
    InvalidValueException.unless(
        name.matches(NAME), "counters", name, "must have names of letters, digits and underscores");
    InvalidValueException.unless(value >= 0, "counters." + name, value, "must be 0 or more");
  }
}
