/** An experiment with all that is kept of it as one file, to be read by another controller. */
@NullMarked
package org.tunnelbench.controller.archive;

import org.jspecify.annotations.NullMarked;
