@NullMarked
package org.tunnelbench.controller.analysis;

import org.jspecify.annotations.NullMarked;
