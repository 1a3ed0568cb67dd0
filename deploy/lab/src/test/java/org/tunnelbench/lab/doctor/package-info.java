/** Tests of the package of the same name. */
@NullMarked
package org.tunnelbench.lab.doctor;

import org.jspecify.annotations.NullMarked;
