/** Tests. */
@NullMarked
package org.tunnelbench.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
