/** The agent as a tool of its own, without a controller. */
@NullMarked
package org.tunnelbench.cli.hostagent;

import org.jspecify.annotations.NullMarked;
