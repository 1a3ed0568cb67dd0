/** What is told of Kafka, held against what is so. */
@NullMarked
package org.tunnelbench.deploy.kafka;

import org.jspecify.annotations.NullMarked;
