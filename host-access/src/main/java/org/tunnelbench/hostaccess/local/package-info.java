/** Shells of this machine and of its network namespaces. */
@NullMarked
package org.tunnelbench.hostaccess.local;

import org.jspecify.annotations.NullMarked;
