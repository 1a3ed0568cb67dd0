package org.tunnelbench.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;

class MessageRoundTripTest {
  @Provide
  Arbitrary<TrafficSample> samples() {
    return Combinators.combine(
            Arbitraries.of(End.values()),
            Arbitraries.integers().between(0, 6000),
            Arbitraries.doubles().between(0, 3600).ofScale(6),
            Arbitraries.doubles().between(1e-3, 60).ofScale(6),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.longs().between(0, Long.MAX_VALUE).optional(),
            Arbitraries.longs().between(0, 4_102_444_800_000L))
        .as(
            (end, index, start, seconds, bytes, retransmits, at) ->
                new TrafficSample(
                    MessageExamples.ATTEMPT,
                    new HostName("alpha"),
                    end,
                    index,
                    start,
                    seconds,
                    bytes,
                    retransmits.map(OptionalLong::of).orElse(OptionalLong.empty()),
                    Instant.ofEpochMilli(at)));
  }

  @Provide
  Arbitrary<Report> failures() {
    return Combinators.combine(
            Arbitraries.of(FailureKind.values()),
            Arbitraries.strings().ofMaxLength(200),
            Arbitraries.strings().ofMaxLength(40).list().ofMaxSize(5),
            Arbitraries.integers().between(0, 255).optional(),
            Arbitraries.strings().ofMaxLength(Failure.MOST_OUTPUT + 10))
        .as(
            (kind, message, command, exitCode, output) ->
                new Report.EndpointFailed(
                    MessageExamples.ATTEMPT,
                    new HostName("alpha"),
                    new Failure(
                        kind,
                        Optional.of(new HostName("beta")),
                        message,
                        command,
                        exitCode,
                        output)));
  }

  @Property(tries = 300)
  void aSampleIsReadAsItWasWritten(@ForAll("samples") TrafficSample sample) throws Exception {
    assertThat(Messages.CODEC.decode(Messages.CODEC.encode(sample))).isEqualTo(sample);
  }

  @Property(tries = 300)
  void aFailureIsReadAsItWasWrittenWhateverItsTexts(@ForAll("failures") Report report)
      throws Exception {
    assertThat(Messages.CODEC.decode(Messages.CODEC.encode(report))).isEqualTo(report);
  }
}
