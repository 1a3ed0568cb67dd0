/** The controller's REST interface, as its client. */
@NullMarked
package org.tunnelbench.cli.rest;

import org.jspecify.annotations.NullMarked;
