/** The throughput probe as a process: its configuration, Kafka, metrics and health. */
@NullMarked
package org.tunnelbench.throughputprobe.application;

import org.jspecify.annotations.NullMarked;
