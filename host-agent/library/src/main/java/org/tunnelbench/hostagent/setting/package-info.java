/** Settings of a host that hold for a trial: how they are read, set and put back. */
@NullMarked
package org.tunnelbench.hostagent.setting;

import org.jspecify.annotations.NullMarked;
