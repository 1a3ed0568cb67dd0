package org.tunnelbench.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the parts of a fleet ask of Kafka: topics of one partition, as readers of it see them. */
public interface Log {
  /**
   * A record to be written.
   *
   * @param value absent where the key is to be forgotten
   */
  record Write(String topic, String key, Optional<byte[]> value) {}

  /**
   * A record that was written.
   *
   * @param offset greater than that of the record before it, not always by one
   * @param at when it was written, by the log's clock
   */
  record Stored(long offset, String key, Optional<byte[]> value, Instant at) {}

  /** A writer of which there is one at a time. */
  interface Writer {
    /**
     * Writes all or nothing.
     *
     * @throws FencedException where another writer of the same name was made since; nothing is
     *     written
     */
    void commit(List<Write> writes) throws FencedException;
  }

  /** Another writer of the same name was made. */
  final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    FencedException(String name, Throwable cause) {
      super("another writer is " + name, cause);
    }

    FencedException(String name) {
      super("another writer is " + name);
    }
  }

  /** Writes one record; answers its offset once it is kept. */
  long append(Write write);

  /** The writer of this name from now on: whoever was it before writes nothing more. */
  Writer writer(String name);

  /** The records of a topic from an offset on, as far as they are committed. */
  List<Stored> read(String topic, long from, int most);

  /** After the last record of a topic. */
  long end(String topic);

  /** Remembers how far a group has read. */
  void commit(String group, String topic, long offset);

  /** How far a group has read. */
  OptionalLong committed(String group, String topic);
}
