@NullMarked
package org.tunnelbench.hostagent.ipsec;

import org.jspecify.annotations.NullMarked;
