/** What goes on, as it happens. */
@NullMarked
package org.tunnelbench.controller.application.live;

import org.jspecify.annotations.NullMarked;
