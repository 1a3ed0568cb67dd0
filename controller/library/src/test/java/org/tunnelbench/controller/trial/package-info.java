@NullMarked
package org.tunnelbench.controller.trial;

import org.jspecify.annotations.NullMarked;
