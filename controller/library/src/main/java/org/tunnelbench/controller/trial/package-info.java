/** A trial's states and the pure core that drives experiments through them. */
@NullMarked
package org.tunnelbench.controller.trial;

import org.jspecify.annotations.NullMarked;
