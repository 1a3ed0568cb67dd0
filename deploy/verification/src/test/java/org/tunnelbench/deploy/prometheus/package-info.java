/** Tests. */
@NullMarked
package org.tunnelbench.deploy.prometheus;

import org.jspecify.annotations.NullMarked;
