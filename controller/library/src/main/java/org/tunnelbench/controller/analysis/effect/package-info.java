/** What toggling one factor does, with all else equal, and how sure that is. Pure. */
@NullMarked
package org.tunnelbench.controller.analysis.effect;

import org.jspecify.annotations.NullMarked;
