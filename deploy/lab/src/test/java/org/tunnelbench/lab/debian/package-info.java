/** Tests of the package of the same name. */
@NullMarked
package org.tunnelbench.lab.debian;

import org.jspecify.annotations.NullMarked;
