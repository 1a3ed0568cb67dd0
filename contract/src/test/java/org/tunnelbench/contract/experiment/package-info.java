@NullMarked
package org.tunnelbench.contract.experiment;

import org.jspecify.annotations.NullMarked;
