/** Who may ask the controller for what. */
@NullMarked
package org.tunnelbench.controller.application.access;

import org.jspecify.annotations.NullMarked;
