/** Tests. */
@NullMarked
package org.tunnelbench.deploy.metrics;

import org.jspecify.annotations.NullMarked;
