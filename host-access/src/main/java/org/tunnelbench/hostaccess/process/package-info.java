/** Running and supervising processes of this machine; the only place where they are started. */
@NullMarked
package org.tunnelbench.hostaccess.process;

import org.jspecify.annotations.NullMarked;
