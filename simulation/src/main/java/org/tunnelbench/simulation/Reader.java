package org.tunnelbench.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.host.HostName;
import org.tunnelbench.contract.message.Topic;
import org.tunnelbench.contract.message.UnreadableMessageException;
import org.tunnelbench.controller.trial.Positions;
import org.tunnelbench.controller.trial.Records;

/** How far a controller has read what agents and probes say, and what of it it believes. */
final class Reader {
  private final World world;
  private final List<HostName> hosts;

  /** By topic, what is to be read next. */
  private final Map<Topic, Long> next = new HashMap<>();

  Reader(World world, List<HostName> hosts) {
    this.world = world;
    this.hosts = List.copyOf(hosts);
  }

  /** A record and what it says. */
  record Word(long offset, Object message) {}

  /** Reads on from here. */
  void seek(Positions from) {
    next.put(Topic.SAMPLES, from.samples());
    for (HostName host : hosts) {
      next.put(Topic.facts(host), from.of(host).facts());
      next.put(Topic.reports(host), from.of(host).reports());
    }
  }

  /** Where the topics end now. */
  Positions ends() {
    Map<HostName, Positions.OfHost> ends = new HashMap<>();
    for (HostName host : hosts) {
      ends.put(host, new Positions.OfHost(end(Topic.facts(host)), end(Topic.reports(host))));
    }
    return new Positions(end(Topic.SAMPLES), ends);
  }

  private long end(Topic topic) {
    return world.log().end(topic.name());
  }

  boolean hasReadAll() {
    return next.entrySet().stream().allMatch(read -> read.getValue() >= end(read.getKey()));
  }

  /** All that a topic holds. */
  List<Word> all(Topic topic) {
    return believed(topic, world.log().read(topic.name(), 0, Integer.MAX_VALUE));
  }

  /** What comes next in a topic, so much of it at most. */
  List<Word> next(Topic topic, int most) {
    @Nullable Long from = next.get(topic);
    List<Log.Stored> read = world.log().read(topic.name(), from == null ? 0 : from, most);
    if (!read.isEmpty()) {
      next.put(topic, read.getLast().offset() + 1);
    }
    return believed(topic, read);
  }

  /** Each host has topics of its own, and which is read first is as it happens. */
  List<HostName> hostsInAnyOrder() {
    List<HostName> shuffled = new ArrayList<>(hosts);
    Collections.shuffle(shuffled, world.random());
    return shuffled;
  }

  private List<Word> believed(Topic topic, List<Log.Stored> records) {
    List<Word> words = new ArrayList<>();
    for (Log.Stored record : records) {
      byte[] written = record.value().orElseThrow();
      Object message = decode(written);
      if (world.defect() == Defect.FORGERY_BELIEVED
          || Records.place(message).equals(Optional.of(topic))) {
        world.invariants().believed(topic.name(), written);
        words.add(new Word(record.offset(), message));
      }
    }
    return words;
  }

  private static Object decode(byte[] written) {
    try {
      return Records.CODEC.decode(written);
    } catch (UnreadableMessageException e) {
      throw new Violation("what was written can be read", e);
    }
  }
}
