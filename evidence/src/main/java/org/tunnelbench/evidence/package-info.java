/** What a result is proved by: commands, series, verdicts, and a script that repeats it. Pure. */
@NullMarked
package org.tunnelbench.evidence;

import org.jspecify.annotations.NullMarked;
