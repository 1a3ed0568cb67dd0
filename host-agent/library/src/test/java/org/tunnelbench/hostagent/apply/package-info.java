@NullMarked
package org.tunnelbench.hostagent.apply;

import org.jspecify.annotations.NullMarked;
