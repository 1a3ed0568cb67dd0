/** Tests of the package of the same name. */
@NullMarked
package org.tunnelbench.lab.run;

import org.jspecify.annotations.NullMarked;
