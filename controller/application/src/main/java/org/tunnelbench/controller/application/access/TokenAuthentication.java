package org.tunnelbench.controller.application.access;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Knows who asks by the token that the request carries. */
@Singleton
public class TokenAuthentication implements HttpAuthenticationMechanism {
  /** Before the mechanism of OpenID Connect, which is asked about tokens that are not ours. */
  private static final int PRIORITY = 5_000;

  private final TokenFile file;

  @Inject
  TokenAuthentication(TokenFile file) {
    this.file = file;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    Optional<String> token = BearerToken.of(request);
    Optional<Tokens.Holder> holder = token.flatMap(file.tokens()::holder);
    if (holder.isPresent()) {
      return Uni.createFrom().item(identity(holder.get()));
    }
    return token.isPresent() && !file.othersMayKnowMore()
        ? Uni.createFrom().failure(new AuthenticationFailedException("an unknown token"))
        : Uni.createFrom().nullItem();
  }

  private static SecurityIdentity identity(Tokens.Holder holder) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(holder.name()))
        .addRoles(holder.role().included())
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom()
        .item(
            new ChallengeData(
                HttpResponseStatus.UNAUTHORIZED.code(),
                HttpHeaderNames.WWW_AUTHENTICATE,
                "Bearer"));
  }

  /** None of the framework's: tokens are looked up here. */
  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }
}
