@NullMarked
package org.tunnelbench.controller.application.record;

import org.jspecify.annotations.NullMarked;
