package org.tunnelbench.lab.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentCodingTest {
  @Property
  void aWordComesBackAndHoldsNoSeparator(@ForAll @StringLength(max = 80) String word) {
    // A lone surrogate has no form in UTF-8.
    String encodable = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    String encoded = PercentCoding.encode(encodable);

    assertThat(encoded).matches("[A-Za-z0-9._/:=,+@%-]*");
    assertThat(PercentCoding.decode(encoded)).isEqualTo(encodable);
  }

  @Test
  void plainWordsStayAsTheyAre() {
    assertThat(PercentCoding.encode("mem=128M")).isEqualTo("mem=128M");
    assertThat(PercentCoding.encode("a b\n%ü")).isEqualTo("a%20b%0A%25%C3%BC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "a%2", "%zz", "%0g"})
  void whatWasNotEncodedIsRefused(String word) {
    assertThatThrownBy(() -> PercentCoding.decode(word))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
