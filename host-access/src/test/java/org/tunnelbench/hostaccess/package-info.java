@NullMarked
package org.tunnelbench.hostaccess;

import org.jspecify.annotations.NullMarked;
