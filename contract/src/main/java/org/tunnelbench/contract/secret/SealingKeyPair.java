package org.tunnelbench.contract.secret;

/**
 * An agent's key pair.
 *
 * @param privateKey a Tink keyset in base64, which never leaves the agent's disk
 * @param publicKey its public part, likewise, which the agent's facts carry
 */
public record SealingKeyPair(String privateKey, String publicKey) {
  @Override
  public String toString() {
    return "SealingKeyPair[privateKey=****, publicKey=" + publicKey + "]";
  }
}
