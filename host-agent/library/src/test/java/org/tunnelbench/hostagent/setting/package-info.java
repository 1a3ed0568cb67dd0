@NullMarked
package org.tunnelbench.hostagent.setting;

import org.jspecify.annotations.NullMarked;
