package org.tunnelbench.contract.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;

/**
 * What the controller asks of a host's agent. Each is idempotent: the same again gives the same
 * report again.
 */
public sealed interface HostCommand {
  /** The attempt it belongs to. */
  Attempt attempt();

  /** The host it is for. */
  HostName host();

  /**
   * Set an end up and prove that it works; answered by {@link EndpointReady} or {@link
   * EndpointFailed}.
   */
  record SetUp(EndpointSpec endpoint) implements HostCommand {
    @Override
    @JsonIgnore
    public Attempt attempt() {
      return endpoint.attempt();
    }

    @Override
    @JsonIgnore
    public HostName host() {
      return endpoint.host();
    }
  }

  /** Undo what was set up and prove the host clean; answered by {@link EndpointDown}. */
  record TakeDown(Attempt attempt, HostName host) implements HostCommand {}
}
