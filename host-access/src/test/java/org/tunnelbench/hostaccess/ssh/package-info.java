/** Tests of what a session by SSH is made of. */
@NullMarked
package org.tunnelbench.hostaccess.ssh;

import org.jspecify.annotations.NullMarked;
