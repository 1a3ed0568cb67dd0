@NullMarked
package org.tunnelbench.hostaccess.shell;

import org.jspecify.annotations.NullMarked;
