package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of failure that a user can act on, each with what to do about it. */
public enum FailureKind {
  @JsonProperty("host-unreachable")
  HOST_UNREACHABLE(
      "check that the host runs and that SSH reaches it with the key and host key configured"),
  @JsonProperty("tool-missing")
  TOOL_MISSING("install the tool on the host"),
  @JsonProperty("module-missing")
  MODULE_MISSING("use a kernel that has the module"),
  @JsonProperty("not-permitted")
  NOT_PERMITTED(
      "let the agent act as root on the host, and its configuration allow what the trial needs"),
  @JsonProperty("leftover-state")
  LEFTOVER_STATE("remove what is in the way, or choose a host without it"),
  @JsonProperty("step-failed")
  STEP_FAILED("read the command's output; the host refused it"),
  @JsonProperty("tunnel-silent")
  TUNNEL_SILENT("check that the underlay lets the tunnel's and ESP's IP protocols pass"),
  @JsonProperty("ike-failed")
  IKE_FAILED(
      "compare secret, proposals and addresses of both ends, and see that UDP port 500 passes"),
  @JsonProperty("not-protected")
  NOT_PROTECTED("check the host's policies: the tunnel's packets were not seen inside ESP"),
  @JsonProperty("traffic-failed")
  TRAFFIC_FAILED("read the traffic tool's output"),
  @JsonProperty("deadline-passed")
  DEADLINE_PASSED("give the trials a longer deadline, or look at what was slow"),
  @JsonProperty("not-clean")
  NOT_CLEAN("remove by hand what is listed; the host takes part again once it is clean"),
  @JsonProperty("agent-silent")
  AGENT_SILENT("check that the host's agent and probe run and reach Kafka"),
  @JsonProperty("conflict")
  CONFLICT("a command with the same id had another content: report it as a fault of tunnelbench"),
  @JsonProperty("internal")
  INTERNAL("report it as a fault of tunnelbench, with the log");

  private final String advice;

  FailureKind(String advice) {
    this.advice = advice;
  }

  /** What the user can do. */
  public String advice() {
    return advice;
  }
}
