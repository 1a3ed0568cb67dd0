package org.tunnelbench.hostagent.application;

import java.util.List;
import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.testbroker.SecuredBrokerResource;

/** A broker that lets the agent do what an agent of its hosts may. */
public final class AgentBroker extends SecuredBrokerResource {
  public AgentBroker() {
    super(KafkaUser.agent(List.of(FleetResource.HERE, FleetResource.AWAY)));
  }
}
