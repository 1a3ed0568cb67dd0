package org.tunnelbench.simulation;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A log in memory. */
public final class MemoryLog implements Log {
  private final InstantSource clock;
  private final Map<String, Topic> topics = new HashMap<>();
  private final Map<String, Integer> epochs = new HashMap<>();
  private final Map<String, Long> committed = new HashMap<>();
  private final boolean fences;
  private Consumer<Write> listener = unheard -> {};

  /** An empty log with this clock. */
  public MemoryLog(InstantSource clock) {
    this(clock, true);
  }

  /**
   * The same.
   *
   * @param fences false for a log that breaks its promise, to see that it is noticed
   */
  MemoryLog(InstantSource clock, boolean fences) {
    this.clock = clock;
    this.fences = fences;
  }

  private static final class Topic {
    private final NavigableMap<Long, Stored> records = new TreeMap<>();
    private long end;
  }

  /** Hears of every record when it is kept. */
  void listen(Consumer<Write> heard) {
    listener = heard;
  }

  private Topic topic(String name) {
    return topics.computeIfAbsent(name, unseen -> new Topic());
  }

  @Override
  public long append(Write write) {
    long offset = keep(write);
    listener.accept(write);
    return offset;
  }

  private long keep(Write write) {
    Topic topic = topic(write.topic());
    long offset = topic.end++;
    topic.records.put(offset, new Stored(offset, write.key(), write.value(), clock.instant()));
    return offset;
  }

  @Override
  public Writer writer(String name) {
    int epoch = epochs.merge(name, 1, Integer::sum);
    return writes -> {
      if (fences && epochs.getOrDefault(name, 0) != epoch) {
        throw new FencedException(name);
      }
      writes.forEach(this::keep);
      // As in Kafka, the mark that ends a transaction has an offset of its own.
      writes.stream().map(Write::topic).distinct().forEach(touched -> topic(touched).end++);
      writes.forEach(listener);
    };
  }

  @Override
  public List<Stored> read(String topic, long from, int most) {
    return topic(topic).records.tailMap(from, true).values().stream().limit(most).toList();
  }

  @Override
  public long end(String topic) {
    return topic(topic).end;
  }

  @Override
  public void commit(String group, String topic, long offset) {
    committed.put(group + " " + topic, offset);
  }

  @Override
  public OptionalLong committed(String group, String topic) {
    Long offset = committed.get(group + " " + topic);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  /** The log loses how far a group has read. */
  void forget(String group) {
    committed.keySet().removeIf(key -> key.startsWith(group + " "));
  }
}
