@NullMarked
package org.tunnelbench.contract.secret;

import org.jspecify.annotations.NullMarked;
