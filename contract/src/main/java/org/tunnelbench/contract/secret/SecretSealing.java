package org.tunnelbench.contract.secret;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HybridConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Hybrid public key encryption (RFC 9180) in base mode: X25519, HKDF-SHA256, AES-256-GCM. Keysets
 * are Tink's, as base64 text; so are ciphertexts.
 *
 * <p>The context is authenticated and not part of the ciphertext: what was sealed for one context
 * does not open in another.
 */
public final class SecretSealing {
  private static final HpkeParameters PARAMETERS;

  static {
    try {
      HybridConfig.register();
      PARAMETERS =
          HpkeParameters.builder()
              .setVariant(HpkeParameters.Variant.NO_PREFIX)
              .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
              .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
              .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
              .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HPKE is not available in this Java runtime", e);
    }
  }

  private SecretSealing() {}

  /** A new key pair. */
  public static SealingKeyPair newKeyPair() throws SealingException {
    try {
      KeysetHandle keys = KeysetHandle.generateNew(PARAMETERS);
      return new SealingKeyPair(
          encode(TinkProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get())),
          publicKeyOf(keys));
    } catch (GeneralSecurityException e) {
      throw new SealingException("cannot make a key pair", e);
    }
  }

  /** The key pair of a private keyset, as {@link SealingKeyPair#privateKey()} gave it. */
  public static SealingKeyPair keyPair(String privateKey) throws SealingException {
    try {
      return new SealingKeyPair(privateKey, publicKeyOf(parsePrivate(privateKey)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SealingException("not a private keyset", e);
    }
  }

  /** Seals bytes for the holder of the private key; the answer is base64 text. */
  public static String seal(String publicKey, byte[] plaintext, String context)
      throws SealingException {
    try {
      HybridEncrypt primitive =
          TinkProtoKeysetFormat.parseKeysetWithoutSecret(decode(publicKey))
              .getPrimitive(RegistryConfiguration.get(), HybridEncrypt.class);
      return encode(primitive.encrypt(plaintext, bytes(context)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SealingException("cannot seal for this public key, in context " + context, e);
    }
  }

  /** Opens what was sealed for this private key in this context. */
  public static byte[] open(String privateKey, String sealed, String context)
      throws SealingException {
    try {
      HybridDecrypt primitive =
          parsePrivate(privateKey).getPrimitive(RegistryConfiguration.get(), HybridDecrypt.class);
      return primitive.decrypt(decode(sealed), bytes(context));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SealingException(
          "cannot open what was sealed: it is for another key or another context than " + context,
          e);
    }
  }

  private static KeysetHandle parsePrivate(String privateKey) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseKeyset(decode(privateKey), InsecureSecretKeyAccess.get());
  }

  private static String publicKeyOf(KeysetHandle keys) throws GeneralSecurityException {
    return encode(TinkProtoKeysetFormat.serializeKeysetWithoutSecret(keys.getPublicKeysetHandle()));
  }

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
