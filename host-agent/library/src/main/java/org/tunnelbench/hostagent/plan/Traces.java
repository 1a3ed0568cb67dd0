package org.tunnelbench.hostagent.plan;

import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostagent.setting.Setting;

/**
 * By what the things that an attempt made can be told from everybody else's.
 *
 * @param prefix of its devices' names
 * @param requestId of its policies and associations
 * @param inner the network of its inner addresses; absent where there is no tunnel
 * @param negotiates whether it starts a daemon that negotiates keys
 * @param settings that it gives other values
 */
public record Traces(
    String prefix,
    int requestId,
    Optional<Ipv4Network> inner,
    boolean negotiates,
    List<Setting> settings) {
  public Traces {
    settings = List.copyOf(settings);
  }
}
