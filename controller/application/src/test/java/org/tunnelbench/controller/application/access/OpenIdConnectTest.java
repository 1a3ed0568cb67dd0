package org.tunnelbench.controller.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.FleetResource;

/** Tokens of an OpenID provider are taken beside those of the file. */
@QuarkusTest
@TestProfile(OpenIdConnectTest.NoBroker.class)
@QuarkusTestResource(value = FleetResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = PlayedProvider.class, restrictToAnnotatedClass = true)
class OpenIdConnectTest {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final String SUBMIT = "POST";
  private static final String SEE = "GET";

  @TestHTTPResource URI root = URI.create("http://localhost");

  /** Who may do what is known without Kafka: what is let through is answered 503. */
  public static final class NoBroker implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("kafka.bootstrap.servers", "127.0.0.1:1");
    }
  }

  private static JwtClaims claims(String... groups) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(PlayedProvider.issuer());
    claims.setAudience(PlayedProvider.AUDIENCE);
    claims.setSubject("anna");
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(5);
    claims.setStringListClaim("groups", List.of(groups));
    return claims;
  }

  private static String token(JwtClaims claims, RsaJsonWebKey key) throws Exception {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setKey(key.getPrivateKey());
    signature.setKeyIdHeaderValue(key.getKeyId());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return signature.getCompactSerialization();
  }

  private static String unsigned(JwtClaims claims) throws Exception {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
    return signature.getCompactSerialization();
  }

  private HttpResponse<String> ask(String method, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve("/api/v1/experiments"))
            .timeout(LONGEST_CALL)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/yaml")
            .method(
                method,
                method.equals(SUBMIT)
                    ? BodyPublishers.ofString("name: x\nblocks: [{tunnel: [gretap]}]\n")
                    : BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  @Test
  void takesTheRolesThatTheProviderGives() throws Exception {
    String viewer = token(claims("staff", "viewer"), PlayedProvider.KEY);
    assertThat(ask(SEE, viewer).statusCode()).isEqualTo(503);
    assertThat(ask(SUBMIT, viewer).statusCode()).isEqualTo(403);
    String operator = token(claims("operator"), PlayedProvider.KEY);
    assertThat(ask(SEE, operator).statusCode()).isEqualTo(503);
    assertThat(ask(SUBMIT, operator).statusCode()).isEqualTo(503);
    String nothing = token(claims("staff"), PlayedProvider.KEY);
    assertThat(ask(SEE, nothing).statusCode()).isEqualTo(403);
  }

  @Test
  void knowsTheTokensOfTheFileAsWell() throws Exception {
    assertThat(ask(SEE, FleetResource.VIEWER).statusCode()).isEqualTo(503);
    assertThat(ask(SUBMIT, FleetResource.VIEWER).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesWhatIsNotTheProvidersOrNotForUsOrTooOld() throws Exception {
    JwtClaims old = claims("operator");
    old.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 3_600));
    JwtClaims elsewhere = claims("operator");
    elsewhere.setAudience("another");
    JwtClaims stranger = claims("operator");
    stranger.setIssuer("http://127.0.0.1:1");
    for (String token :
        List.of(
            token(old, PlayedProvider.KEY),
            token(elsewhere, PlayedProvider.KEY),
            token(stranger, PlayedProvider.KEY),
            token(claims("operator"), PlayedProvider.newKey()),
            unsigned(claims("operator")),
            "nobody-0123456789abcdef0123456789abcdef")) {
      HttpResponse<String> refused = ask(SEE, token);
      assertThat(refused.statusCode()).as(token).isEqualTo(401);
      assertThat(refused.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith(Problem.MEDIA_TYPE));
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
    }
  }
}
