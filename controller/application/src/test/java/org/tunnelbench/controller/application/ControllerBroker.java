package org.tunnelbench.controller.application;

import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.testbroker.SecuredBrokerResource;

/** A broker that lets the application do what a controller may. */
public final class ControllerBroker extends SecuredBrokerResource {
  public ControllerBroker() {
    super(KafkaUser.controller());
  }
}
