/** Packages and images of what was built. */
@NullMarked
package org.tunnelbench.cli.packaging;

import org.jspecify.annotations.NullMarked;
