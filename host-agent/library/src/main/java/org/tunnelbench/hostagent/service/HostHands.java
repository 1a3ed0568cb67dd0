package org.tunnelbench.hostagent.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.secret.SealingKeyPair;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.HostWork;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.facts.FactsQuestions;
import org.tunnelbench.hostagent.facts.UnreadableFactsException;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.snapshot.HostState;

/** What a keeper does on its host. Knows the host's entry and the agent's keys; decides nothing. */
final class HostHands {
  /** Bound on learning a host's facts, which loads modules. */
  static final Duration LEARN_LIMIT = Duration.ofSeconds(30);

  /** Bound on applying and proving, beside the attempt's deadline. */
  static final Duration APPLY_LIMIT = Duration.ofSeconds(30);

  /** Bound on asking a host which boot it is in. */
  static final Duration BOOT_LIMIT = Duration.ofSeconds(5);

  /** How much later than the agent a host undoes by itself, so that the agent comes first. */
  static final Duration UNDO_TIMER_MARGIN = Duration.ofSeconds(15);

  private final HostEntry entry;
  private final HostAccess access;
  private final SealingKeyPair keys;
  private final Preparation preparation;
  private String bootId = "";

  HostHands(HostEntry entry, HostAccess access, SealingKeyPair keys) {
    this.entry = entry;
    this.access = access;
    this.keys = keys;
    this.preparation = new Preparation(keys.privateKey());
  }

  /**
   * A plan for which the way is free.
   *
   * @param entry what the journal is to hold before it is applied
   */
  record Prepared(EndpointSpec spec, HostFacts facts, Plan plan, JournalEntry entry) {}

  HostName host() {
    return entry.name();
  }

  /** Learns the host's facts; what was loaded for that is written into the book. */
  HostFacts learn(AttemptBook book)
      throws HostUnreachableException, InterruptedException, UnreadableFactsException {
    FactsQuestions.Answers answers =
        FactsQuestions.read(
            entry,
            access.run(FactsQuestions.batch(), LEARN_LIMIT),
            book.loadedModules(),
            keys.publicKey());
    book.remember(answers.loaded());
    bootId = answers.loaded().bootId();
    return answers.facts();
  }

  /** Plans an end and looks whether the way is free. */
  Prepared prepare(EndpointSpec spec, HostFacts facts)
      throws HostUnreachableException, InterruptedException, EndpointException {
    Plan plan = preparation.plan(spec, facts);
    HostState before = new HostWork(access, facts).look();
    preparation.demandFreeWay(spec, plan, before);
    return new Prepared(
        spec,
        facts,
        plan,
        JournalEntry.of(plan, AttemptBook.digest(spec), undoTimer(plan), before.lines()));
  }

  /**
   * Applies and proves.
   *
   * @param left until the attempt's deadline
   */
  Report.EndpointReady apply(Prepared prepared, Duration left)
      throws HostUnreachableException, InterruptedException, EndpointException {
    Proved proved =
        new HostWork(access, prepared.facts())
            .apply(
                prepared.plan(),
                prepared.entry().undoTimer().map(folder -> left.plus(UNDO_TIMER_MARGIN)),
                left.compareTo(APPLY_LIMIT) < 0 ? left : APPLY_LIMIT);
    return new Report.EndpointReady(
        prepared.entry().attempt(), host(), proved.mtu(), proved.espPackets());
  }

  /** Undoes and compares. */
  Undone undo(JournalEntry journal, HostFacts facts)
      throws HostUnreachableException, InterruptedException {
    return new HostWork(access, facts).undo(journal);
  }

  boolean connected() {
    return access.connected();
  }

  /**
   * Asks the host whether it is still in the boot in which its facts were learnt; what was set up
   * is there no more where it is not.
   */
  void demandSameBoot() throws HostUnreachableException, InterruptedException {
    List<StepResult> results =
        access
            .run(
                new Batch(
                    List.of(new HostStep.Run(FactsQuestions.BOOT_ID)), Batch.WhenOneFails.STOP),
                BOOT_LIMIT)
            .results();
    String now = results.isEmpty() ? "" : results.getFirst().stdout().strip();
    if (!now.equals(bootId)) {
      throw new HostUnreachableException(host(), "it was started anew");
    }
  }

  /** Only a host that the agent can lose has to undo by itself. */
  private Optional<String> undoTimer(Plan plan) {
    return entry.kind() == HostKind.SSH && !plan.steps().isEmpty()
        ? Optional.of(plan.names().undoTimerFolder())
        : Optional.empty();
  }
}
