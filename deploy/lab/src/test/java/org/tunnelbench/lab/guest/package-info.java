/** Tests of the package of the same name. */
@NullMarked
package org.tunnelbench.lab.guest;

import org.jspecify.annotations.NullMarked;
