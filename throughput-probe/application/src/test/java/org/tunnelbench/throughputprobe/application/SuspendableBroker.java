package org.tunnelbench.throughputprobe.application;

import org.tunnelbench.contract.access.KafkaUser;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.testbroker.SecuredBrokerResource;

/**
 * A broker that the tests can stop and start again, and that lets the probe do what a probe of its
 * hosts may.
 */
public final class SuspendableBroker extends SecuredBrokerResource {
  public SuspendableBroker() {
    super(KafkaUser.probe(FleetResource.document().hosts().stream().map(HostEntry::name).toList()));
  }
}
