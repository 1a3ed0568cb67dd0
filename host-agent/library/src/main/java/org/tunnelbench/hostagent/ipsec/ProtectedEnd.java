package org.tunnelbench.hostagent.ipsec;

import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostagent.plan.TrialNames;

/** One end of a tunnel inside ESP, as every tool needs to know it. */
record ProtectedEnd(EndpointSpec spec, Protection.Esp protection, TrialNames names) {
  Ipv4Address here() {
    return spec.underlay();
  }

  Ipv4Address there() {
    return spec.underlayPeer();
  }

  /** The IP protocol of the tunnel's packets, by which policies select them. */
  int protocol() {
    return spec.levels().tunnel().ipProtocol();
  }
}
