/** SSH servers to test against. */
@NullMarked
package org.tunnelbench.hostaccess.server;

import org.jspecify.annotations.NullMarked;
