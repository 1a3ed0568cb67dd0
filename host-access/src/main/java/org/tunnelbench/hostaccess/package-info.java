/** Running argv and writing files on a host: this one, a network namespace, or over SSH. */
@NullMarked
package org.tunnelbench.hostaccess;

import org.jspecify.annotations.NullMarked;
