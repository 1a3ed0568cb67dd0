/** What a POSIX shell on a host needs to hear, and how its answers are read. */
@NullMarked
package org.tunnelbench.hostaccess.shell;

import org.jspecify.annotations.NullMarked;
