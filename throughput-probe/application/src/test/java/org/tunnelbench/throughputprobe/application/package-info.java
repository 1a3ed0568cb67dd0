/** Tests of the probe as a process, with a real broker. */
@NullMarked
package org.tunnelbench.throughputprobe.application;

import org.jspecify.annotations.NullMarked;
