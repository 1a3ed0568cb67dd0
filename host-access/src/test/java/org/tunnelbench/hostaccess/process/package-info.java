@NullMarked
package org.tunnelbench.hostaccess.process;

import org.jspecify.annotations.NullMarked;
