@NullMarked
package org.tunnelbench.cli.report;

import org.jspecify.annotations.NullMarked;
