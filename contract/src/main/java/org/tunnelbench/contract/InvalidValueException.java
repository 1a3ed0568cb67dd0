package org.tunnelbench.contract;

/** A value that breaks a rule: names the field, the value and the rule, and changes nothing. */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  public InvalidValueException(String field, Object value, String rule) {
    super("%s: '%s' %s".formatted(field, value, rule));
    this.field = field;
    this.rule = rule;
  }

  /** The field's name as the user or the message writes it. */
  public String field() {
    return field;
  }

  /** The rule that was broken, as a phrase that follows the value: "must be …". */
  public String rule() {
    return rule;
  }

  /** Throws unless {@code holds}. */
  public static void unless(boolean holds, String field, Object value, String rule) {
    if (!holds) {
      throw new InvalidValueException(field, value, rule);
    }
  }
}
