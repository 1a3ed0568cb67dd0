/** Rules that hold across the modules. */
@NullMarked
package org.tunnelbench.architecture;

import org.jspecify.annotations.NullMarked;
