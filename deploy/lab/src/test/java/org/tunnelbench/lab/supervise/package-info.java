/** Tests of the supervisor against real processes. */
@NullMarked
package org.tunnelbench.lab.supervise;

import org.jspecify.annotations.NullMarked;
