package org.tunnelbench.controller.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFieldTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+1",
        "@SUM(1)",
        "\t=1",
        "-1+1",
        "-cmd|' /C calc'!A0",
        "-",
        "--1",
        "-1E5+1"
      })
  void aFormulaIsText(String formula) {
    assertThat(CsvField.of(formula)).isEqualTo("'" + formula);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.5", "-1.5E7", "-1.5E-7", "a-b", "6.1", ""})
  void aNumberStaysOne(String number) {
    assertThat(CsvField.of(number)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a\nb", "a\rb"})
  void whatWouldEndAFieldIsQuoted(String field) {
    assertThat(CsvField.of(field)).isEqualTo("\"" + field + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=\"a\"", "-\"a\""})
  void aQuotationMarkIsDoubled(String field) {
    assertThat(CsvField.of(field)).isEqualTo("\"'" + field.replace("\"", "\"\"") + "\"");
  }
}
