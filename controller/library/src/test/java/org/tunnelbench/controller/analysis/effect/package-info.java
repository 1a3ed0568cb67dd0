@NullMarked
package org.tunnelbench.controller.analysis.effect;

import org.jspecify.annotations.NullMarked;
