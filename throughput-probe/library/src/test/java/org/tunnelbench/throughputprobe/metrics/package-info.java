/** Tests. */
@NullMarked
package org.tunnelbench.throughputprobe.metrics;

import org.jspecify.annotations.NullMarked;
