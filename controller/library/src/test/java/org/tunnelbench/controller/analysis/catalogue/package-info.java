@NullMarked
package org.tunnelbench.controller.analysis.catalogue;

import org.jspecify.annotations.NullMarked;
