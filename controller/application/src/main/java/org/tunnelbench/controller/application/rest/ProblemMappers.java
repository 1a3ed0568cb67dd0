package org.tunnelbench.controller.application.rest;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.controller.application.live.LiveEvents.TooManyListenersException;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.archive.Archive;

/** The one table from what can go wrong to what is answered. */
final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    Response.ResponseBuilder response = response(e.problem());
    e.retryAfter().ifPresent(wait -> response.header("Retry-After", wait.toSeconds()));
    return response.build();
  }

  @ServerExceptionMapper
  Response invalidValue(InvalidValueException e) {
    return problem(ProblemException.invalidValue(e));
  }

  @ServerExceptionMapper
  Response unavailable(UnavailableException e) {
    return problem(ProblemException.unavailable(e.reason()));
  }

  @ServerExceptionMapper
  Response tooManyListeners(TooManyListenersException e) {
    return problem(ProblemException.full(e.reason()));
  }

  /** A token that nobody knows, as far as the framework looked at it. */
  @ServerExceptionMapper
  Response notKnown(AuthenticationFailedException e) {
    return unauthorized("Bearer error=\"invalid_token\"");
  }

  @ServerExceptionMapper
  Response notKnown(UnauthorizedException e) {
    return unauthorized("Bearer");
  }

  @ServerExceptionMapper
  Response notAllowed(ForbiddenException e) {
    return problem(ProblemException.notAllowed());
  }

  /** With the challenge of RFC 6750, section 3. */
  private Response unauthorized(String challenge) {
    return response(ProblemException.notKnown().problem())
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
        .build();
  }

  /** What the framework refuses: an unknown path, another method, another media type. */
  @ServerExceptionMapper
  Response refused(WebApplicationException e) {
    // A value in the path that broke a rule of the contract comes as the cause of "not found".
    if (e instanceof NotFoundException && e.getCause() instanceof InvalidValueException broken) {
      return invalidValue(broken);
    }
    Response refused = e.getResponse();
    Response.ResponseBuilder response =
        response(
            ProblemException.problem(
                "request",
                refused.getStatusInfo().getReasonPhrase(),
                refused.getStatus(),
                detail(refused.getStatus(), e),
                List.of()));
    refused
        .getHeaders()
        .forEach(
            (name, values) -> {
              if (!name.toLowerCase(Locale.ROOT).startsWith("content-")) {
                values.forEach(value -> response.header(name, value));
              }
            });
    return response.build();
  }

  private static String detail(int status, WebApplicationException e) {
    return switch (status) {
      case 404 -> "there is nothing under this path; /q/openapi describes what there is";
      case 405 -> "this path does not take this method; /q/openapi describes which it takes";
      case 406 -> "this path does not answer in a media type that the request accepts";
      case 415 ->
          "send a document as application/yaml or application/json, an archive as "
              + Archive.MEDIA_TYPE;
      default -> "the request was refused: " + e.getResponse().getStatusInfo().getReasonPhrase();
    };
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    String reference = UUID.randomUUID().toString();
    LOG.errorf(e, "unexpected, answered as problem %s", reference);
    return response(
            ProblemException.problem(
                "internal",
                "A fault of the controller",
                500,
                "the controller's log tells more under " + reference,
                List.of()))
        .build();
  }

  private static Response.ResponseBuilder response(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }
}
