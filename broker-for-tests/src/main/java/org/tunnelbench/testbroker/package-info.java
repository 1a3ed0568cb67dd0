/** A real Kafka broker in the JVM of a test run. */
@NullMarked
package org.tunnelbench.testbroker;

import org.jspecify.annotations.NullMarked;
