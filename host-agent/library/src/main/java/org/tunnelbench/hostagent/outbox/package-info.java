/** What the agent has said and nobody has confirmed yet, on its disk. */
@NullMarked
package org.tunnelbench.hostagent.outbox;

import org.jspecify.annotations.NullMarked;
