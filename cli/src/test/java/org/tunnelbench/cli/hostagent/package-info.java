@NullMarked
package org.tunnelbench.cli.hostagent;

import org.jspecify.annotations.NullMarked;
