/** Tests of the package. */
@NullMarked
package org.tunnelbench.packaging.debian;

import org.jspecify.annotations.NullMarked;
