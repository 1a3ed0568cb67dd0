@NullMarked
package org.tunnelbench.cli;

import org.jspecify.annotations.NullMarked;
