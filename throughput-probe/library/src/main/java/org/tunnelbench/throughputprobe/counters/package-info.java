/** What the kernels of both hosts count while traffic runs. */
@NullMarked
package org.tunnelbench.throughputprobe.counters;

import org.jspecify.annotations.NullMarked;
