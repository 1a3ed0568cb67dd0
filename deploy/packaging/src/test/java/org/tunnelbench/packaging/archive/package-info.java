/** Tests of the package. */
@NullMarked
package org.tunnelbench.packaging.archive;

import org.jspecify.annotations.NullMarked;
