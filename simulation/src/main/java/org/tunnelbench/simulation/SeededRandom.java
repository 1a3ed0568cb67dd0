package org.tunnelbench.simulation;

import java.security.SecureRandom;
import java.util.Random;

/** A source of keys that is not secure at all: the same seed gives the same. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Random random;

  SeededRandom(long seed) {
    random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
