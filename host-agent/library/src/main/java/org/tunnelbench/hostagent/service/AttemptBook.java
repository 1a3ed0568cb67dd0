package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.Attempt;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.contract.trial.Failure;
import org.tunnelbench.contract.trial.FailureKind;
import org.tunnelbench.hostagent.apply.AnsweredAttempt;
import org.tunnelbench.hostagent.apply.Answers;
import org.tunnelbench.hostagent.apply.DurableFile;
import org.tunnelbench.hostagent.apply.Journal;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.facts.LoadedModules;

/** What the agent keeps of one host on its disk, over its own restarts. */
final class AttemptBook {
  private static final System.Logger LOG = System.getLogger(AttemptBook.class.getName());

  private static final String ATTEMPTS = "attempts";

  private final HostName host;
  private final Journal journal;
  private final Answers answers;
  private final Path loadedModules;

  /**
   * Opens the book of a host.
   *
   * @param folder of that host alone; made where it is missing
   */
  AttemptBook(HostName host, Path folder) throws IOException {
    this.host = host;
    DurableFile.createFolder(folder);
    journal = new Journal(folder.resolve(ATTEMPTS));
    answers = new Answers(folder.resolve("answers.jsonl"));
    loadedModules = folder.resolve("loaded-modules.json");
  }

  /** Tells of attempts that stand, by books of hosts that are none of these: nobody undoes them. */
  static void tellOfOthers(Path books, List<HostEntry> hosts) throws IOException {
    if (!Files.isDirectory(books)) {
      return;
    }
    Set<String> known = hosts.stream().map(host -> host.name().value()).collect(Collectors.toSet());
    try (Stream<Path> folders = Files.list(books)) {
      for (Path folder : folders.sorted().toList()) {
        String name = String.valueOf(folder.getFileName());
        if (!known.contains(name) && tellsOfAttempts(folder)) {
          LOG.log(
              System.Logger.Level.ERROR,
              "{0} tells of attempts that stand on {1}, which is no host of this agent any more:"
                  + " they are not undone. Give it the host again, or undo them by hand and remove"
                  + " the folder",
              folder,
              name);
        }
      }
    }
  }

  /** Whether one book of another host does; what is none, or cannot be opened, is passed over. */
  private static boolean tellsOfAttempts(Path book) {
    try {
      Path attempts = book.resolve(ATTEMPTS);
      return Files.isDirectory(attempts) && !new Journal(attempts).open().isEmpty();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "{0} cannot be read, and is passed over: look whether it tells of attempts, undo these by"
              + " hand and remove it: {1}",
          book,
          e);
      return false;
    }
  }

  /**
   * The answer to a command that needs no work: one that was answered already, another of the same
   * attempt, or one of an attempt that a newer one has replaced.
   */
  Optional<Report> answerTo(EndpointSpec spec) {
    Attempt attempt = spec.attempt();
    Optional<AnsweredAttempt> known = answers.of(attempt);
    if (known.isPresent()) {
      return Optional.of(
          known
              .filter(answered -> answered.digest().equals(digest(spec)))
              .flatMap(AnsweredAttempt::setUp)
              .orElseGet(
                  () ->
                      failed(
                          attempt,
                          FailureKind.CONFLICT,
                          "attempt "
                              + attempt
                              + " was commanded before with another content, or taken down before"
                              + " it was set up")));
    }
    int latest = answers.latestAttemptAt(attempt);
    return latest > attempt.number()
        ? Optional.of(
            failed(
                attempt,
                FailureKind.CONFLICT,
                "attempt %s is stale: attempt %d at the same trial came before it"
                    .formatted(attempt, latest)))
        : Optional.empty();
  }

  /** What taking an attempt down was answered, where it was. */
  Optional<Report.EndpointDown> downOf(Attempt attempt) {
    return answers.of(attempt).flatMap(AnsweredAttempt::down);
  }

  /** A refusal, with nothing done on the host: remembered, and there is nothing to take down. */
  Report refuse(EndpointSpec spec, Failure failure) {
    Attempt attempt = spec.attempt();
    Report answer = new Report.EndpointFailed(attempt, host, failure);
    remember(
        new AnsweredAttempt(
            attempt, digest(spec), Optional.of(answer), Optional.of(nothingToUndo(attempt))));
    return answer;
  }

  /** The answer to a set-up whose attempt stands on the host. */
  Report answer(EndpointSpec spec, Report answer) {
    remember(
        new AnsweredAttempt(spec.attempt(), digest(spec), Optional.of(answer), Optional.empty()));
    return answer;
  }

  /** An attempt of which nothing was ever done on the host was taken down. */
  Report.EndpointDown neverBegun(Attempt attempt) {
    Report.EndpointDown down = nothingToUndo(attempt);
    rememberDown(attempt, "", down);
    return down;
  }

  /** An attempt was undone, as far as it could be. */
  void down(JournalEntry entry, Report.EndpointDown down) {
    rememberDown(entry.attempt(), entry.digest(), down);
  }

  /**
   * Keeps what setting it up was answered, where it was.
   *
   * @param digest of the command that set it up, where that was not answered; empty where none came
   */
  private void rememberDown(Attempt attempt, String digest, Report.EndpointDown down) {
    remember(
        answers
            .of(attempt)
            .orElseGet(
                () -> new AnsweredAttempt(attempt, digest, Optional.empty(), Optional.empty()))
            .withDown(down));
  }

  /** Writes an entry; when this returns it is on the disk. */
  void begin(JournalEntry entry) throws IOException {
    journal.begin(entry);
  }

  /** Forgets an entry whose undoing is proved. */
  void end(JournalEntry entry) {
    try {
      journal.end(entry);
    } catch (IOException e) {
      // It is undone once more after a restart, which does nothing.
      LOG.log(System.Logger.Level.ERROR, host + ": the journal of an ended attempt stays", e);
    }
  }

  /** What was begun and not ended. */
  Journal.Open open() throws IOException {
    return journal.open();
  }

  /** Whether an attempt was begun and not ended. */
  boolean isOpen(Attempt attempt) {
    return journal.isOpen(attempt);
  }

  /** What the agent loaded on the host. */
  LoadedModules loadedModules() {
    try {
      return Files.exists(loadedModules)
          ? Json.MAPPER.readValue(loadedModules.toFile(), LoadedModules.class)
          : LoadedModules.NONE;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, host + ": cannot read " + loadedModules, e);
      return LoadedModules.NONE;
    }
  }

  /** Writes what is about to be loaded; when this returns it is on the disk. */
  void rememberFirst(LoadedModules loading) throws IOException {
    try {
      DurableFile.write(loadedModules, Json.MAPPER.writeValueAsBytes(loading));
    } catch (IOException e) {
      throw new IOException("the agent cannot write " + loadedModules + ": " + e, e);
    }
  }

  /** Writes what was loaded. Where that fails, what was written first still tells it. */
  void remember(LoadedModules loaded) {
    try {
      rememberFirst(loaded);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, host + ": " + e.getMessage(), e);
    }
  }

  /** Tells a repeated command from another of the same attempt. */
  static String digest(EndpointSpec spec) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(Json.MAPPER.writeValueAsBytes(spec)));
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException("cannot digest a command", e);
    }
  }

  Report.EndpointFailed failed(Attempt attempt, FailureKind kind, String message) {
    return new Report.EndpointFailed(attempt, host, Failure.of(kind, host, host + ": " + message));
  }

  private Report.EndpointDown nothingToUndo(Attempt attempt) {
    return new Report.EndpointDown(attempt, host, List.of(), Optional.empty());
  }

  private void remember(AnsweredAttempt answered) {
    try {
      answers.remember(answered);
    } catch (IOException e) {
      // Remembered in memory all the same, so that this process goes on answering alike.
      LOG.log(System.Logger.Level.ERROR, host + ": an answer could not be written", e);
    }
  }
}
