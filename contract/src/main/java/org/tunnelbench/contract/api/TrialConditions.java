package org.tunnelbench.contract.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.tunnelbench.contract.trial.Latency;

/**
 * Under what conditions a trial was measured.
 *
 * @param disturbed why the figures are to be doubted; absent where they are not
 * @param repeats why earlier attempts at the trial were not counted, the first attempt first
 * @param persistent what every attempt showed alike, and so belongs to the cell and not to the
 *     machine; absent where nothing did
 * @param pressureBefore the greater of both hosts' shares of time just before the traffic in which
 *     some task waited for a processor, 0 to 1; absent where no kernel tells
 * @param retransmits TCP segments that were sent again; absent where no tool tells
 * @param latency of echo requests under load
 * @param senderTool the line by which the sender's tool names its version
 * @param receiverTool likewise the receiver's
 */
public record TrialConditions(
    Optional<Disturbance> disturbed,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Disturbance> repeats,
    Optional<String> persistent,
    OptionalDouble pressureBefore,
    OptionalLong retransmits,
    Optional<Latency> latency,
    Optional<String> senderTool,
    Optional<String> receiverTool) {
  public TrialConditions {
    repeats = List.copyOf(repeats);
  }
}
