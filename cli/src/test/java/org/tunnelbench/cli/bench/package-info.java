@NullMarked
package org.tunnelbench.cli.bench;

import org.jspecify.annotations.NullMarked;
