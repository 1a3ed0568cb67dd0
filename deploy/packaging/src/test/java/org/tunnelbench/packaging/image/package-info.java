/** Tests of the package. */
@NullMarked
package org.tunnelbench.packaging.image;

import org.jspecify.annotations.NullMarked;
