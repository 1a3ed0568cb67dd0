@NullMarked
package org.tunnelbench.controller.analysis.enough;

import org.jspecify.annotations.NullMarked;
