/** On guests of the lab: real kernels and real tools. */
@NullMarked
package org.tunnelbench.hostagent.guest;

import org.jspecify.annotations.NullMarked;
