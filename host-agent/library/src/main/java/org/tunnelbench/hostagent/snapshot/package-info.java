/** What stands on a host: read, compared, and searched for what is in the way. */
@NullMarked
package org.tunnelbench.hostagent.snapshot;

import org.jspecify.annotations.NullMarked;
