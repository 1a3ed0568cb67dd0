package org.tunnelbench.contract.trial;

/**
 * The keys of one end's two security associations, in hexadecimal without prefix; empty where an
 * algorithm takes no key. Never printed.
 */
public record SaKeys(
    String encryptionOut, String authenticationOut, String encryptionIn, String authenticationIn)
    implements TrialSecret {
  @Override
  public SaKeys mirrored() {
    return new SaKeys(encryptionIn, authenticationIn, encryptionOut, authenticationOut);
  }

  @Override
  public String toString() {
    return "SaKeys[****]";
  }
}
