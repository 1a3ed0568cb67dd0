@NullMarked
package org.tunnelbench.controller.profile;

import org.jspecify.annotations.NullMarked;
