package org.tunnelbench.contract.trial;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is made for one attempt and known to nobody but its two agents and kernels. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "secret")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SaKeys.class, name = "sa-keys"),
  @JsonSubTypes.Type(value = PreSharedKey.class, name = "pre-shared-key")
})
public sealed interface TrialSecret permits SaKeys, PreSharedKey {
  /** The same secret as the other end sees it. */
  TrialSecret mirrored();
}
