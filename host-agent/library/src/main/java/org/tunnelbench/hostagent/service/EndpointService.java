package org.tunnelbench.hostagent.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.host.HostEntry;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.HostCommand;
import org.tunnelbench.hostaccess.HostAccess;
import org.tunnelbench.hostaccess.loop.HostLoop;
import org.tunnelbench.hostagent.allow.AllowList;
import org.tunnelbench.hostagent.key.AgentKeys;

/**
 * The agent: keeps its hosts, each on a line of work of its own, and answers the commands for them.
 */
public final class EndpointService implements AutoCloseable {
  private final Map<HostName, HostKeeper> keepers = new HashMap<>();
  private final List<HostAccess> accesses = new ArrayList<>();
  private final List<HostLoop> loops = new ArrayList<>();

  /**
   * An agent of these hosts; nothing is done before {@link #start}.
   *
   * @param hosts that it keeps
   * @param accessTo opens the way to a host
   * @param loopOf makes the line of work of a host
   * @param state folder for journals and answers; made where it is missing, and used by no other
   *     process
   * @param keys for which secrets are sealed
   * @param allowed what it may touch there
   * @throws IOException where the state cannot be read or written
   */
  public EndpointService(
      List<HostEntry> hosts,
      Function<HostEntry, HostAccess> accessTo,
      Function<HostName, HostLoop> loopOf,
      Path state,
      AgentKeys keys,
      AllowList allowed,
      Announcements announcements,
      InstantSource clock)
      throws IOException {
    Path books = state.resolve("hosts");
    AttemptBook.tellOfOthers(books, hosts);
    for (HostEntry host : hosts) {
      AttemptBook book = new AttemptBook(host.name(), books.resolve(host.name().value()));
      HostAccess access = accessTo.apply(host);
      accesses.add(access);
      HostLoop loop = loopOf.apply(host.name());
      loops.add(loop);
      keepers.put(
          host.name(),
          new HostKeeper(
              new HostHands(host, access, keys, allowed), book, loop, announcements, clock));
    }
  }

  /** Begins to reach the hosts; what journals tell of is undone before anything else. */
  public void start() {
    keepers.values().forEach(HostKeeper::start);
  }

  /**
   * Answers a command.
   *
   * @param age how long ago it was sent, by the clocks of others
   * @return done once its report is kept; fails where the agent stops before it was answered
   * @throws InvalidValueException where the host is none of this agent's
   */
  public CompletionStage<Void> handle(HostCommand command, Duration age) {
    HostKeeper keeper = keepers.get(command.host());
    if (keeper == null) {
      throw new InvalidValueException(
          "host", command.host(), "must be one of this agent's hosts: " + keepers.keySet());
    }
    return keeper.handle(command, age);
  }

  /** How many SSH sessions stand on the ways to the hosts. */
  public int sshSessions() {
    return accesses.stream().mapToInt(HostAccess::sshSessions).sum();
  }

  /**
   * Undoes what stands on the hosts, and sets nothing up from now on.
   *
   * @return done once nothing more can be done about any host; what still stands then is in the
   *     journal
   */
  public CompletionStage<Void> stop() {
    return CompletableFuture.allOf(
        keepers.values().stream()
            .map(keeper -> keeper.stop().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
  }

  /**
   * Lets go of the hosts; what stands on them is undone when an agent starts again. Of all hosts at
   * once, since each that does not answer is waited for.
   */
  @Override
  public void close() {
    CompletableFuture.allOf(
            loops.stream()
                .map(loop -> CompletableFuture.runAsync(loop::close, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    accesses.forEach(HostAccess::close);
  }
}
