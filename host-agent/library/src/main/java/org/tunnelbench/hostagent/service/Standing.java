package org.tunnelbench.hostagent.service;

import java.time.Instant;
import java.util.Optional;
import org.tunnelbench.contract.host.HostCondition;
import org.tunnelbench.contract.host.HostFacts;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostStatus;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.hostagent.apply.JournalEntry;

/** How a host stands with its agent. */
sealed interface Standing {
  /** What is told of it. */
  HostStatus status(HostName host, Instant at);

  /**
   * It cannot be reached, or was not yet.
   *
   * @param facts of the time when it could
   */
  record Lost(String reason, Optional<HostFacts> facts) implements Standing {
    @Override
    public HostStatus status(HostName host, Instant at) {
      return new HostStatus(host, HostCondition.UNREACHABLE, reason, facts, at);
    }
  }

  /** A host that was reached. */
  sealed interface Reached extends Standing {
    HostFacts facts();

    /** It was lost. */
    default Lost lose(String reason) {
      return new Lost(reason, Optional.of(facts()));
    }
  }

  /** Clean, and free for an attempt. */
  record Free(HostFacts facts) implements Reached {
    /** An attempt begins. */
    Occupied occupy(JournalEntry entry, HostLoop.Timer deadline) {
      return new Occupied(facts, entry, deadline);
    }

    @Override
    public HostStatus status(HostName host, Instant at) {
      return new HostStatus(host, HostCondition.AVAILABLE, "", Optional.of(facts), at);
    }
  }

  /**
   * An attempt stands on it.
   *
   * @param deadline at which the agent undoes it by itself
   */
  record Occupied(HostFacts facts, JournalEntry entry, HostLoop.Timer deadline) implements Reached {
    /** It is undone. */
    Free free() {
      deadline.cancel();
      return new Free(facts);
    }

    /** Something of it could not be undone. */
    Unclean leave(String reason) {
      deadline.cancel();
      return new Unclean(facts, reason);
    }

    @Override
    public Lost lose(String reason) {
      deadline.cancel();
      return Reached.super.lose(reason);
    }

    @Override
    public HostStatus status(HostName host, Instant at) {
      return new HostStatus(host, HostCondition.AVAILABLE, "", Optional.of(facts), at);
    }
  }

  /** Something of an attempt is still there, or nobody can tell. */
  record Unclean(HostFacts facts, String reason) implements Reached {
    /** It is proved gone. */
    Free free() {
      return new Free(facts);
    }

    @Override
    public HostStatus status(HostName host, Instant at) {
      return new HostStatus(host, HostCondition.UNCLEAN, reason, Optional.of(facts), at);
    }
  }
}
