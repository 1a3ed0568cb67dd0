/** What travels through Kafka, and the names of its topics. */
@NullMarked
package org.tunnelbench.contract.message;

import org.jspecify.annotations.NullMarked;
