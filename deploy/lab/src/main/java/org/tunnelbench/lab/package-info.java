/** One machine's lab: guests with other kernels and the fleet's services, as plain processes. */
@NullMarked
package org.tunnelbench.lab;

import org.jspecify.annotations.NullMarked;
