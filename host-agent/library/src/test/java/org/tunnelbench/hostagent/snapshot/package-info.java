@NullMarked
package org.tunnelbench.hostagent.snapshot;

import org.jspecify.annotations.NullMarked;
