/** What the probe's tests share. */
@NullMarked
package org.tunnelbench.throughputprobe;

import org.jspecify.annotations.NullMarked;
