/** What a cluster is made from, and given. */
@NullMarked
package org.tunnelbench.deploy.cluster;

import org.jspecify.annotations.NullMarked;
