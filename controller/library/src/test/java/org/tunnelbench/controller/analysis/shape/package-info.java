@NullMarked
package org.tunnelbench.controller.analysis.shape;

import org.jspecify.annotations.NullMarked;
