@NullMarked
package org.tunnelbench.contract.document;

import org.jspecify.annotations.NullMarked;
