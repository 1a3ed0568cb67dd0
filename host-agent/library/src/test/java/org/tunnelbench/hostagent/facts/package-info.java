@NullMarked
package org.tunnelbench.hostagent.facts;

import org.jspecify.annotations.NullMarked;
