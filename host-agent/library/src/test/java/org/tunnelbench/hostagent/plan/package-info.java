@NullMarked
package org.tunnelbench.hostagent.plan;

import org.jspecify.annotations.NullMarked;
