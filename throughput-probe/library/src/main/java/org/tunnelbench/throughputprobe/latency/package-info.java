/** How long round trips take while traffic runs. */
@NullMarked
package org.tunnelbench.throughputprobe.latency;

import org.jspecify.annotations.NullMarked;
