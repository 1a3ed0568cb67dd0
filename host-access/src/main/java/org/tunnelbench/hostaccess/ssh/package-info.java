/** Shells of hosts that are reached by SSH; the only user of JSch. */
@NullMarked
package org.tunnelbench.hostaccess.ssh;

import org.jspecify.annotations.NullMarked;
