/** Starting processes that end with their launcher, whatever becomes of it. */
@NullMarked
package org.tunnelbench.lab.supervise;

import org.jspecify.annotations.NullMarked;
