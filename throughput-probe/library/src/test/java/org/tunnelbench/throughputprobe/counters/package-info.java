/** Tests of the reading of counters. */
@NullMarked
package org.tunnelbench.throughputprobe.counters;

import org.jspecify.annotations.NullMarked;
