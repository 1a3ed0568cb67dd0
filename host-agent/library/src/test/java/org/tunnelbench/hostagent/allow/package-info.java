@NullMarked
package org.tunnelbench.hostagent.allow;

import org.jspecify.annotations.NullMarked;
