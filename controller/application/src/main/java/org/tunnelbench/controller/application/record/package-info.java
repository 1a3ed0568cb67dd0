/** The controller's topics: created, read, folded and written by one thread. */
@NullMarked
package org.tunnelbench.controller.application.record;

import org.jspecify.annotations.NullMarked;
