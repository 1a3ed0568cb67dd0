package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostKind;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Report;
import org.tunnelbench.contract.trial.EndpointSpec;
import org.tunnelbench.hostaccess.Batch;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.HostStep;
import org.tunnelbench.hostaccess.HostUnreachableException;
import org.tunnelbench.hostaccess.StepResult;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.apply.EndpointException;
import org.tunnelbench.hostagent.apply.HostWork;
import org.tunnelbench.hostagent.apply.JournalEntry;
import org.tunnelbench.hostagent.apply.Proved;
import org.tunnelbench.hostagent.apply.Undone;
import org.tunnelbench.hostagent.facts.FactsQuestions;
import org.tunnelbench.hostagent.facts.LoadedModules;
import org.tunnelbench.hostagent.facts.ModuleQuestions;
import org.tunnelbench.hostagent.facts.ModuleQuestions.Present;
import org.tunnelbench.hostagent.facts.UnreadableFactsException;
import org.tunnelbench.hostagent.key.AgentKeys;
import org.tunnelbench.hostagent.plan.Plan;
import org.tunnelbench.hostagent.setting.Setting;
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

  private static final System.Logger LOG = System.getLogger(HostHands.class.getName());

  private final HostEntry entry;
  private final HostAccess access;
  private final AgentKeys keys;
  private final Preparation preparation;
  private String bootId = "";

  HostHands(HostEntry entry, HostAccess access, AgentKeys keys, AllowList allowed) {
    this.entry = entry;
    this.access = access;
    this.keys = keys;
    this.preparation = new Preparation(keys, allowed);
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

  /**
   * Learns the host's facts; what was loaded for that is written into the book.
   *
   * @throws IOException where that could not be written before anything was loaded
   */
  HostFacts learn(AttemptBook book)
      throws HostUnreachableException, InterruptedException, UnreadableFactsException, IOException {
    borrowModules(book);
    FactsQuestions.Answers answers = ask(FactsQuestions.batch(), book);
    bootId = answers.loaded().bootId();
    if (entry.options().unloadModules()) {
      returnModules(book, answers.facts());
    } else {
      book.remember(answers.loaded());
    }
    return answers.facts();
  }

  /** The host's facts as far as they can be had without loading a module: enough to undo. */
  HostFacts learnLoadingNothing(AttemptBook book)
      throws HostUnreachableException, InterruptedException, UnreadableFactsException {
    return ask(FactsQuestions.batchThatLoadsNothing(), book).facts();
  }

  private FactsQuestions.Answers ask(Batch questions, AttemptBook book)
      throws HostUnreachableException, InterruptedException, UnreadableFactsException {
    return FactsQuestions.read(
        entry, access.run(questions, LEARN_LIMIT), book.loadedModules(), keys.publicKey());
  }

  /**
   * Loads modules on a host that wants them taken out again, having written down that it does:
   * nobody could tell later which of them are the agent's.
   */
  private void borrowModules(AttemptBook book)
      throws HostUnreachableException, InterruptedException, IOException {
    if (entry.options().unloadModules()) {
      Present before =
          present(ModuleQuestions.look())
              .orElseThrow(
                  () ->
                      new HostUnreachableException(
                          host(), "it did not tell which modules it has (cat /proc/modules)"));
      book.rememberFirst(before.before(book.loadedModules()));
      // Where the host does not tell, what was written first stays.
      present(ModuleQuestions.load())
          .ifPresent(after -> book.remember(after.after(book.loadedModules())));
    }
  }

  private Optional<Present> present(Batch batch)
      throws HostUnreachableException, InterruptedException {
    return ModuleQuestions.read(batch, access.run(batch, LEARN_LIMIT));
  }

  /** Takes out again what was loaded on a host that wants it so, and nothing else uses. */
  void returnModules(AttemptBook book, HostFacts facts)
      throws HostUnreachableException, InterruptedException {
    LoadedModules known = book.loadedModules();
    if (!entry.options().unloadModules() || known.isNothing()) {
      return;
    }
    try {
      HostState state = new HostWork(access, facts).look(List.of());
      Optional<Present> now = present(ModuleQuestions.look());
      if (now.isPresent()) {
        present(ModuleQuestions.unload(now.get(), known, facts, state))
            .ifPresent(left -> book.remember(left.after(known)));
      }
    } catch (EndpointException e) {
      // They stay, and are remembered, until what stands there can be seen.
      LOG.log(System.Logger.Level.WARNING, "{0}: modules stay loaded: {1}", host(), e.getMessage());
    }
  }

  /**
   * Plans an end and looks whether the way is free. Whoever then does not apply the plan {@link
   * #returnModules returns the modules} that were loaded for it.
   *
   * @throws IOException where it could not be written which those are, and none was loaded
   */
  Prepared prepare(EndpointSpec spec, HostFacts facts, AttemptBook book)
      throws HostUnreachableException, InterruptedException, EndpointException, IOException {
    preparation.demandAllowed(spec, facts);
    borrowModules(book);
    try {
      return prepare(spec, facts);
    } catch (EndpointException | RuntimeException refused) {
      returnModules(book, facts);
      throw refused;
    }
  }

  private Prepared prepare(EndpointSpec spec, HostFacts facts)
      throws HostUnreachableException, InterruptedException, EndpointException {
    preparation.demandPossible(spec, facts);
    if (entry.kind() == HostKind.NETNS) {
      preparation.demandPossibleInNamespace(spec);
    }
    HostState before = new HostWork(access, facts).look(Setting.watched(spec, facts));
    preparation.demandTold(spec, facts, before.settings());
    Plan plan = preparation.plan(spec, facts, before.settings());
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

  /** Undoes what the host has not undone by itself, and compares. */
  Undone recover(JournalEntry journal, HostFacts facts)
      throws HostUnreachableException, InterruptedException {
    return new HostWork(access, facts).recover(journal);
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
