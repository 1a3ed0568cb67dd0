package org.tunnelbench.controller.application.rest;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.document.ExperimentDocuments;
import org.tunnelbench.contract.document.InvalidDocumentException;
import org.tunnelbench.contract.experiment.ExperimentDocument;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.contract.trial.ExperimentId;
import org.tunnelbench.controller.application.Fleet;
import org.tunnelbench.controller.application.record.Answer;
import org.tunnelbench.controller.application.record.ReadModel;
import org.tunnelbench.controller.application.record.Requests;
import org.tunnelbench.controller.application.record.UnavailableException;
import org.tunnelbench.controller.experiment.ExperimentPlanner;
import org.tunnelbench.controller.trial.Chronicle;
import org.tunnelbench.controller.trial.ExperimentPlan;
import org.tunnelbench.controller.trial.ExperimentRecord;

/** Takes documents in: read, planned, and accepted once Kafka has acknowledged them. */
@Singleton
class Submissions {
  /** Bound on a document, in bytes. */
  static final int MOST_BYTES = 256 * 1024;

  private static final int ID_BYTES = 6;

  private final Fleet fleet;
  private final ReadModel model;
  private final Requests requests;
  private final InstantSource clock = InstantSource.system();
  private final SecureRandom random = new SecureRandom();

  @Inject
  Submissions(Fleet fleet, ReadModel model, Requests requests) {
    this.fleet = fleet;
    this.model = model;
    this.requests = requests;
  }

  /**
   * Accepts a document.
   *
   * @param key what the user calls this submission; the same key with the same document is the same
   *     experiment
   */
  ExperimentRecord submit(String text, Optional<String> key)
      throws ProblemException, UnavailableException {
    ExperimentId id = key.map(Submissions::idOf).orElseGet(this::anyId);
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw ProblemException.tooLong(MOST_BYTES);
    }
    Chronicle chronicle = model.chronicle();
    try {
      ExperimentDocument document = ExperimentDocuments.parse(text);
      String fingerprint = fingerprint(document);
      Optional<ExperimentRecord> before = chronicle.experiment(id);
      if (before.isPresent()) {
        return same(before.get(), fingerprint);
      }
      return accept(
          ExperimentRecord.submitted(
              id, document, fingerprint, plan(document, text, chronicle), clock.instant()));
    } catch (InvalidDocumentException e) {
      throw ProblemException.invalidDocument(e.violations());
    }
  }

  private ExperimentPlan plan(ExperimentDocument document, String text, Chronicle chronicle)
      throws InvalidDocumentException {
    try {
      return ExperimentPlanner.plan(document, fleet.document(), statuses(chronicle));
    } catch (InvalidDocumentException e) {
      throw ExperimentDocuments.atLines(text, e);
    }
  }

  private ExperimentRecord accept(ExperimentRecord experiment)
      throws ProblemException, UnavailableException {
    RecordSize.demandTaken(
        experiment, "the document names too many cells: write several, with fewer levels each");
    return switch (requests.submit(experiment)) {
      case Answer.Done done -> done.experiment();
      case Answer.OtherContent other -> throw otherContent();
      case Answer.Full full -> throw ProblemException.full(full.reason());
      case Answer.Deleted impossible -> throw new IllegalStateException("accepted and deleted");
      case Answer.Unknown impossible -> throw new IllegalStateException("accepted and unknown");
      case Answer.StillRunning impossible ->
          throw new IllegalStateException("accepted and running");
    };
  }

  private static ExperimentRecord same(ExperimentRecord before, String fingerprint)
      throws ProblemException {
    if (!before.fingerprint().equals(fingerprint)) {
      throw otherContent();
    }
    return before;
  }

  private static ProblemException otherContent() {
    return ProblemException.conflict(
        "Another document was submitted under this key",
        "the Idempotency-Key belongs to another document: use a key of its own for this one");
  }

  private static Map<HostName, HostStatus> statuses(Chronicle chronicle) {
    return chronicle.hosts().stream()
        .map(Chronicle.Heard::status)
        .collect(toUnmodifiableMap(HostStatus::host, status -> status));
  }

  private static ExperimentId idOf(String key) {
    InvalidValueException.unless(
        key.matches("[\\x21-\\x7e]{1,200}"),
        "Idempotency-Key",
        key.length() > 200 ? key.length() + " characters" : key,
        "must be 1 to 200 visible ASCII characters");
    return new ExperimentId(
        HexFormat.of().formatHex(sha256("tunnelbench experiment " + key), 0, ID_BYTES));
  }

  private ExperimentId anyId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return new ExperimentId(HexFormat.of().formatHex(bytes));
  }

  /** Of what the document says, not of how it is written. */
  private static String fingerprint(ExperimentDocument document) {
    try {
      String text = Json.MAPPER.writeValueAsString(ExperimentDocuments.toJson(document));
      return HexFormat.of().formatHex(sha256(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document cannot be written as JSON", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
