package org.tunnelbench.controller.report;

import java.util.regex.Pattern;

/** A field of comma-separated values (RFC 4180). */
public final class CsvField {
  /** What a spreadsheet takes for a formula; a negative number is none. */
  private static final Pattern FORMULA =
      Pattern.compile("[=+@\\t\\r].*|-(?![0-9.]+(E-?[0-9]+)?$).*", Pattern.DOTALL);

  private static final Pattern PLAIN = Pattern.compile("[^\",\\r\\n]*");

  private CsvField() {}

  /** Quoted where needed, and never a formula to a spreadsheet. */
  public static String of(String text) {
    String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
    return PLAIN.matcher(harmless).matches()
        ? harmless
        : "\"" + harmless.replace("\"", "\"\"") + "\"";
  }
}
