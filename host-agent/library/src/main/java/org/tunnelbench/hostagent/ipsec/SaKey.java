package org.tunnelbench.hostagent.ipsec;

import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.hostagent.plan.Word;

/** A key of an association as tools take it. */
final class SaKey {
  private SaKey() {}

  /** The key in hexadecimal behind {@code 0x}; refused where it has another length. */
  static Word word(String what, String hexadecimal, int bytes) {
    InvalidValueException.unless(
        bytes > 0 && hexadecimal.matches("([0-9a-f]{2}){" + bytes + "}"),
        what,
        Word.MASK,
        "must be " + bytes + " bytes in lower-case hexadecimal");
    return Word.secret("0x" + hexadecimal);
  }
}
