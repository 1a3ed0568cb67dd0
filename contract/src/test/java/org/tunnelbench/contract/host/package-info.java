@NullMarked
package org.tunnelbench.contract.host;

import org.jspecify.annotations.NullMarked;
