package org.tunnelbench.controller.application.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.api.Problem;
import org.tunnelbench.contract.api.Problem.Violation;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.archive.Archive;
import org.tunnelbench.controller.archive.InvalidArchiveException;

/** A request that is answered with a problem (RFC 9457). */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Duration BEFORE_TRYING_AGAIN = Duration.ofSeconds(2);

  private final transient Problem problem;
  private final transient Optional<Duration> retryAfter;

  private ProblemException(Problem problem, Optional<Duration> retryAfter) {
    super(problem.detail());
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  private static ProblemException of(
      String kind, String title, int status, String detail, List<Violation> violations) {
    return new ProblemException(problem(kind, title, status, detail, violations), Optional.empty());
  }

  /** A problem of one of our kinds. */
  static Problem problem(
      String kind, String title, int status, String detail, List<Violation> violations) {
    return new Problem("/problems/" + kind, title, status, detail, violations);
  }

  /** The document breaks rules. */
  static ProblemException invalidDocument(List<Violation> violations) {
    return of(
        "invalid-document",
        "The document breaks rules",
        400,
        "nothing was done; see the violations for what to change",
        violations);
  }

  /** A value of the request breaks a rule. */
  static ProblemException invalidValue(InvalidValueException broken) {
    return of(
        "invalid-value",
        "A value breaks a rule",
        400,
        broken.field() + " " + broken.rule(),
        List.of(new Violation(OptionalInt.empty(), broken.field(), broken.rule())));
  }

  /** There is no such experiment. */
  static ProblemException unknown(ExperimentId id) {
    return of(
        "not-found",
        "There is no such experiment",
        404,
        "no experiment has the id " + id + "; GET /api/v1/experiments lists them",
        List.of());
  }

  /** There is no such trial. */
  static ProblemException unknownTrial(String trial, ExperimentId experiment) {
    return of(
        "not-found",
        "There is no such trial",
        404,
        "experiment %s has no trial %s; its trials are listed under it"
            .formatted(experiment, trial),
        List.of());
  }

  /** What is asked for was there and is not kept any more. */
  static ProblemException gone(String detail) {
    return of("gone", "It is not kept any more", 410, detail, List.of());
  }

  /** What is asked does not go with what is. */
  static ProblemException conflict(String title, String detail) {
    return of("conflict", title, 409, detail, List.of());
  }

  /** The body is too long. */
  static ProblemException tooLong(int most) {
    return of(
        "too-long",
        "The body is too long",
        413,
        "a document has at most %d bytes: name fewer blocks or levels".formatted(most),
        List.of());
  }

  /** The archive is too long. */
  static ProblemException archiveTooLong() {
    return of(
        "too-long",
        "The archive is too long",
        413,
        "an archive has at most %d bytes: keep its result.json instead"
            .formatted(Archive.MOST_BYTES),
        List.of());
  }

  /**
   * An experiment whose record Kafka would not take.
   *
   * @param why in words, and what to do about it
   */
  static ProblemException recordTooLong(String why) {
    return of("too-long", "The experiment is too large", 413, why, List.of());
  }

  /** What was sent is no archive, or one that was changed or cut off. */
  static ProblemException invalidArchive(InvalidArchiveException broken) {
    return of(
        "invalid-archive",
        "The archive cannot be read",
        400,
        "nothing of it is shown; export it again where it was measured",
        List.of(
            new Violation(
                OptionalInt.of(Math.toIntExact(broken.line())),
                "line " + broken.line(),
                broken.rule())));
  }

  /** No more is taken at the moment. */
  static ProblemException full(String reason) {
    return new ProblemException(
        problem("too-many", "No more is taken", 429, reason, List.of()),
        Optional.of(BEFORE_TRYING_AGAIN));
  }

  /** Nobody is known by the token of the request, or it has none. */
  static ProblemException notKnown() {
    return of(
        "unauthorized",
        "The controller does not know who asks",
        401,
        "send a token that the controller knows, in the header Authorization: Bearer TOKEN; of a"
            + " lab, ./tunnelbench status names the file that holds it",
        List.of());
  }

  /** Whoever asks is known, and may not do that. */
  static ProblemException notAllowed() {
    return of(
        "forbidden",
        "That is not allowed",
        403,
        "what changes something takes the role operator; to see takes viewer or operator",
        List.of());
  }

  /** Too many requests came from the same. */
  static ProblemException tooOften(int perSecond) {
    return full("more than %d requests came in a second; wait, then go on".formatted(perSecond));
  }

  /** To be tried again. */
  static ProblemException unavailable(String reason) {
    return new ProblemException(
        problem(
            "unavailable",
            "The controller cannot do that now",
            503,
            reason + "; try again, with the same Idempotency-Key where something was submitted",
            List.of()),
        Optional.of(BEFORE_TRYING_AGAIN));
  }

  Problem problem() {
    return problem;
  }

  /** When to try again, where that makes sense. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
