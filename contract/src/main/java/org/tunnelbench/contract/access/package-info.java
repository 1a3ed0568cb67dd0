/** Who may do what in Kafka: the least that each part needs, as it is given to the broker. */
@NullMarked
package org.tunnelbench.contract.access;

import org.jspecify.annotations.NullMarked;
