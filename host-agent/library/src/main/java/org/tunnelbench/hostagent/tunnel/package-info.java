/** Tunnels and what carries their inner address, as steps of a plan. */
@NullMarked
package org.tunnelbench.hostagent.tunnel;

import org.jspecify.annotations.NullMarked;
