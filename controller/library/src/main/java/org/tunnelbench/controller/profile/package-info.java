/** Facts of typical hosts, so that an experiment can be planned where there is no fleet. */
@NullMarked
package org.tunnelbench.controller.profile;

import org.jspecify.annotations.NullMarked;
