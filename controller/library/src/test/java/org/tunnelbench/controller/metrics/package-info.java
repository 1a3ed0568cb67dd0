/** Tests. */
@NullMarked
package org.tunnelbench.controller.metrics;

import org.jspecify.annotations.NullMarked;
