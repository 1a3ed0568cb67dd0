/** What a user sees: {@code ./tunnelbench} itself, on real guests. */
@NullMarked
package org.tunnelbench.endtoend;

import org.jspecify.annotations.NullMarked;
