@NullMarked
package org.tunnelbench.cli.analysis;

import org.jspecify.annotations.NullMarked;
