/** The agent as a process: configuration, Kafka, metrics. */
@NullMarked
package org.tunnelbench.hostagent.application;

import org.jspecify.annotations.NullMarked;
