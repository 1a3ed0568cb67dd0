/** Tests. */
@NullMarked
package org.tunnelbench.deploy.unit;

import org.jspecify.annotations.NullMarked;
