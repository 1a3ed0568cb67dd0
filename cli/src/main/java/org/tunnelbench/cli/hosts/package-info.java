/** What a user's own hosts have and lack, and what is between them; looked at, never changed. */
@NullMarked
package org.tunnelbench.cli.hosts;

import org.jspecify.annotations.NullMarked;
