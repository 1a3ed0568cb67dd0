package org.tunnelbench.throughputprobe.traffic.iperf3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tunnelbench.throughputprobe.Traffic;

class Iperf3CommandTest {
  private static final Iperf3Version OLD = version("iperf 3.1.3");
  private static final Iperf3Version BOOKWORM = version("iperf 3.12 (cJSON 1.7.15)");

  @Test
  void receiverListensForOneSenderAndWaitsOutAStallOfTheWholeTime() {
    assertThat(Iperf3Command.receiver(Traffic.end(Traffic.of(3, 0.1)), BOOKWORM))
        .isEqualTo(
            words(
                "iperf3 -s -1 -B 198.18.0.1 -p 5201 --rcv-timeout 63000 -i 0.1 -f k --forceflush"));
  }

  @Test
  void senderSendsFromItsOwnAddress() {
    assertThat(Iperf3Command.sender(Traffic.end(Traffic.of(3, 0.1)), BOOKWORM))
        .isEqualTo(
            words(
                "iperf3 -c 198.18.0.2 -B 198.18.0.1 -p 5201 -t 3 -P 1 --connect-timeout 5000"
                    + " -i 0.1 -f k --forceflush"));
  }

  @Test
  void oldVersionsAreNotAskedForWhatTheyDoNotKnow() {
    assertThat(Iperf3Command.receiver(Traffic.end(Traffic.of(3, 1)), OLD))
        .isEqualTo(words("iperf3 -s -1 -B 198.18.0.1 -p 5201 -i 1 -f k --forceflush"));
    assertThat(Iperf3Command.sender(Traffic.end(Traffic.of(3, 1)), OLD))
        .isEqualTo(
            words("iperf3 -c 198.18.0.2 -B 198.18.0.1 -p 5201 -t 3 -P 1 -i 1 -f k --forceflush"));
  }

  @ParameterizedTest
  @CsvSource({"1000000,1,1000000", "1000000,4,250000", "1000000,3,333333", "1000,128,7"})
  void rateLimitIsDividedAmongTheStreams(long limit, int streams, String each) {
    List<String> argv =
        Iperf3Command.sender(
            Traffic.end(Traffic.of(3, 0.1, streams, OptionalLong.of(limit))), BOOKWORM);

    assertThat(argv).containsSequence("-P", Integer.toString(streams), "-b", each);
  }

  @ParameterizedTest
  @CsvSource({"0.1,0.1", "0.25,0.25", "0.125,0.125", "1,1", "10,10", "60,60"})
  void intervalIsWrittenAsAPlainDecimal(double interval, String written) {
    assertThat(Iperf3Command.sender(Traffic.end(Traffic.of(60, interval)), BOOKWORM))
        .containsSequence("-i", written);
  }

  private static Iperf3Version version(String line) {
    return Iperf3Version.parse(line).orElseThrow();
  }

  private static List<String> words(String argv) {
    return List.of(argv.split(" ", -1));
  }
}
