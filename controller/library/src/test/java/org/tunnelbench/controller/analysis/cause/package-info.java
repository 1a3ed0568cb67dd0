@NullMarked
package org.tunnelbench.controller.analysis.cause;

import org.jspecify.annotations.NullMarked;
