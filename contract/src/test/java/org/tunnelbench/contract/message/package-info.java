@NullMarked
package org.tunnelbench.contract.message;

import org.jspecify.annotations.NullMarked;
