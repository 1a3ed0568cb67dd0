@NullMarked
package org.tunnelbench.controller.report;

import org.jspecify.annotations.NullMarked;
