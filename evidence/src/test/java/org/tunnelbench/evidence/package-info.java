/** Tests of the evidence. */
@NullMarked
package org.tunnelbench.evidence;

import org.jspecify.annotations.NullMarked;
