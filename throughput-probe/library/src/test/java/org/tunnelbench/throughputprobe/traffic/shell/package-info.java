@NullMarked
package org.tunnelbench.throughputprobe.traffic.shell;

import org.jspecify.annotations.NullMarked;
