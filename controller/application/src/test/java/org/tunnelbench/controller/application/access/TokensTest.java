package org.tunnelbench.controller.application.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @Test
  void knowsWhoseATokenIs() throws Exception {
    Tokens tokens =
        Tokens.parse("# people\n\noperator anna %s\nviewer  wall %s==\n".formatted(TOKEN, TOKEN));
    assertThat(tokens.holder(TOKEN)).hasValue(new Tokens.Holder("anna", Role.OPERATOR));
    assertThat(tokens.holder(TOKEN + "==")).hasValue(new Tokens.Holder("wall", Role.VIEWER));
    assertThat(tokens.holder(TOKEN + "=")).isEmpty();
    assertThat(tokens.holder("")).isEmpty();
    assertThat(Tokens.none().holder(TOKEN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          operator anna short                                        | line 1: must be ROLE NAME TOKEN
          admin anna 0123456789abcdef0123456789abcdef                | line 1: must be ROLE NAME TOKEN
          operator 0123456789abcdef0123456789abcdef                  | line 1: must be ROLE NAME TOKEN
          operator an/na 0123456789abcdef0123456789abcdef            | line 1: must be ROLE NAME TOKEN
          operator anna 0123456789abcdef0123456789abcd!f             | line 1: must be ROLE NAME TOKEN
          # nobody                                                   | there is no token in the file
          """)
  void namesTheLineThatIsWrongAndNotWhatItHolds(String text, String message) {
    assertThatThrownBy(() -> Tokens.parse(text))
        .isInstanceOf(InvalidTokensException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("abcd");
  }

  @Test
  void refusesANameTwiceAndTooMany() {
    assertThatThrownBy(
            () -> Tokens.parse("viewer a %s\nviewer a %s\n".formatted(TOKEN, TOKEN + "0")))
        .hasMessage("line 2: the name stands there twice: each needs its own");
    StringBuilder many = new StringBuilder();
    for (int number = 0; number <= Tokens.MOST; number++) {
      many.append("viewer n%d %s%d%n".formatted(number, TOKEN, number));
    }
    assertThatThrownBy(() -> Tokens.parse(many.toString()))
        .hasMessage("line 1001: a file has at most 1000 tokens");
  }
}
