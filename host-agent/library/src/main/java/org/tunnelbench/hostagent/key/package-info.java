/** The agent's keys, for which secrets are sealed. */
@NullMarked
package org.tunnelbench.hostagent.key;

import org.jspecify.annotations.NullMarked;
