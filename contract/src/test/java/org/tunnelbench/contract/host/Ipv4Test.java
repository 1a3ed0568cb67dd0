package org.tunnelbench.contract.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.tunnelbench.contract.InvalidValueException;

class Ipv4Test {
  private static final long LAST = 0xffffffffL;

  @Property
  void anAddressIsItsNumber(@ForAll @LongRange(max = LAST) long number) {
    Ipv4Address address = Ipv4Address.of(number);

    assertThat(address.toLong()).isEqualTo(number);
    assertThat(new Ipv4Address(address.toString())).isEqualTo(address);
  }

  @Property
  void addressesAreOrderedLikeTheirNumbers(
      @ForAll @LongRange(max = LAST) long one, @ForAll @LongRange(max = LAST) long other) {
    assertThat(Integer.signum(Ipv4Address.of(one).compareTo(Ipv4Address.of(other))))
        .isEqualTo(Long.compare(one, other));
  }

  @Property
  void networksOverlapWhereTheirRangesDo(
      @ForAll @LongRange(max = LAST) long one,
      @ForAll @IntRange(max = 32) int onePrefix,
      @ForAll @LongRange(max = LAST) long other,
      @ForAll @IntRange(max = 32) int otherPrefix) {
    // Near to each other, or next to nothing would ever overlap.
    long near = one ^ (other & 0xff);
    boolean meet =
        first(one, onePrefix) <= last(near, otherPrefix)
            && first(near, otherPrefix) <= last(one, onePrefix);

    Ipv4Network left = new Ipv4Network(Ipv4Address.of(one), onePrefix);
    Ipv4Network right = new Ipv4Network(Ipv4Address.of(near), otherPrefix);
    assertThat(left.overlaps(right)).isEqualTo(meet);
    assertThat(right.overlaps(left)).isEqualTo(meet);
  }

  private static long first(long address, int prefix) {
    return address & ~((1L << (32 - prefix)) - 1);
  }

  private static long last(long address, int prefix) {
    return address | ((1L << (32 - prefix)) - 1);
  }

  @Property
  void aNetworkIsReadAsItIsWritten(
      @ForAll @LongRange(max = LAST) long address, @ForAll @IntRange(max = 32) int prefix) {
    Ipv4Network network = new Ipv4Network(Ipv4Address.of(address), prefix);

    assertThat(Ipv4Network.parse(network.toString())).isEqualTo(network);
  }

  @Example
  void whatIsNoDottedQuadIsRefused() {
    for (String text :
        new String[] {"", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", "::1", "a"}) {
      assertThatThrownBy(() -> new Ipv4Address(text)).isInstanceOf(InvalidValueException.class);
    }
  }

  @Example
  void whatIsNoNetworkIsRefused() {
    for (String text :
        new String[] {"", "/", "1.2.3.4", "1.2.3.4/", "1.2.3.4/33", "1.2.3.4/-1", "1.2.3.4/1/1"}) {
      assertThatThrownBy(() -> Ipv4Network.parse(text)).isInstanceOf(InvalidValueException.class);
    }
  }

  @Example
  void theBlockForBenchmarksIsThatOfItsRfc() {
    assertThat(Ipv4Network.BENCHMARKING.overlaps(Ipv4Network.parse("198.17.255.255/32"))).isFalse();
    assertThat(Ipv4Network.BENCHMARKING.overlaps(Ipv4Network.parse("198.18.0.0/32"))).isTrue();
    assertThat(Ipv4Network.BENCHMARKING.overlaps(Ipv4Network.parse("198.19.255.255/32"))).isTrue();
    assertThat(Ipv4Network.BENCHMARKING.overlaps(Ipv4Network.parse("198.20.0.0/32"))).isFalse();
  }
}
