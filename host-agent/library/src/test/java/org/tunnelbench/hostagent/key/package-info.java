@NullMarked
package org.tunnelbench.hostagent.key;

import org.jspecify.annotations.NullMarked;
