/** Reports that wait on the disk. */
@NullMarked
package org.tunnelbench.hostagent.outbox;

import org.jspecify.annotations.NullMarked;
