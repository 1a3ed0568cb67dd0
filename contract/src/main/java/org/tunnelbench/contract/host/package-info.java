/** Hosts: names, addresses, how they are reached, and the facts an agent found there. */
@NullMarked
package org.tunnelbench.contract.host;

import org.jspecify.annotations.NullMarked;
