/** The one line of work that each host has in a process. */
@NullMarked
package org.tunnelbench.hostaccess.loop;

import org.jspecify.annotations.NullMarked;
