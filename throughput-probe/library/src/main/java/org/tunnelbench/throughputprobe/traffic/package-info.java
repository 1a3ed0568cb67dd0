/** Runs traffic between two hosts and tells what each end counts while it runs. */
@NullMarked
package org.tunnelbench.throughputprobe.traffic;

import org.jspecify.annotations.NullMarked;
