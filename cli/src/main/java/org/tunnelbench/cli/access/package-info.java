/** What a fleet's parts may do in Kafka. */
@NullMarked
package org.tunnelbench.cli.access;

import org.jspecify.annotations.NullMarked;
