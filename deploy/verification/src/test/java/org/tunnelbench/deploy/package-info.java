/** What the tests of the deployments share. */
@NullMarked
package org.tunnelbench.deploy;

import org.jspecify.annotations.NullMarked;
