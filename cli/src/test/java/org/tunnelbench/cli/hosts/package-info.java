/** Tests of the look at a user's own hosts. */
@NullMarked
package org.tunnelbench.cli.hosts;

import org.jspecify.annotations.NullMarked;
