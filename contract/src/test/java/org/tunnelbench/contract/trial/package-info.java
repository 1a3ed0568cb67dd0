@NullMarked
package org.tunnelbench.contract.trial;

import org.jspecify.annotations.NullMarked;
