@NullMarked
package org.tunnelbench.controller.experiment;

import org.jspecify.annotations.NullMarked;
