package org.tunnelbench.controller.application.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how often each may ask: whoever is known by a token of the file by that, so that strangers
 * at the same address take nothing from them; all others by their address.
 */
@Singleton
public final class RequestRate {
  private final TokenFile file;
  private final int perSecond;
  private final Allowance allowance;

  /**
   * @param perSecond requests that each may make in a second on average
   */
  @Inject
  public RequestRate(
      TokenFile file, @ConfigProperty(name = "tunnelbench.requests-per-second") int perSecond) {
    this.file = file;
    this.perSecond = perSecond;
    this.allowance = new Allowance(perSecond);
  }

  /** Requests that each may make in a second. */
  public int perSecond() {
    return perSecond;
  }

  /** Whether whoever sent the request may ask now. */
  public boolean allows(RoutingContext request) {
    String who = who(request);
    synchronized (allowance) {
      return allowance.take(who, System.nanoTime());
    }
  }

  private String who(RoutingContext request) {
    return BearerToken.of(request)
        .flatMap(file.tokens()::holder)
        .map(holder -> "token " + holder.name())
        .orElseGet(() -> "address " + address(request));
  }

  private static String address(RoutingContext request) {
    @Nullable String address = request.request().remoteAddress().hostAddress();
    return address == null ? "unknown" : address;
  }
}
