/**
 * A whole fleet in one thread: the real planning, orchestration, agents and probes on hosts in
 * memory, with a virtual clock, a log that keeps Kafka's promises, and faults drawn from a seed.
 */
@NullMarked
package org.tunnelbench.simulation;

import org.jspecify.annotations.NullMarked;
