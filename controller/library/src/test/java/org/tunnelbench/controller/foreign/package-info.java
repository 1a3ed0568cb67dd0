@NullMarked
package org.tunnelbench.controller.foreign;

import org.jspecify.annotations.NullMarked;
