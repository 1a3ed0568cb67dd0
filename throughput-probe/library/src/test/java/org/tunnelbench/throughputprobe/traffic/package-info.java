/** Tests. */
@NullMarked
package org.tunnelbench.throughputprobe.traffic;

import org.jspecify.annotations.NullMarked;
