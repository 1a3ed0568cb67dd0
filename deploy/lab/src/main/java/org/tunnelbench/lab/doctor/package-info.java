/** What the lab needs of a machine, and what of it is there. */
@NullMarked
package org.tunnelbench.lab.doctor;

import org.jspecify.annotations.NullMarked;
