/** Series that were measured elsewhere: reading them, and judging them as an experiment's. Pure. */
@NullMarked
package org.tunnelbench.controller.foreign;

import org.jspecify.annotations.NullMarked;
