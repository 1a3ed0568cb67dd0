/** What Grafana publishes on npm. */
@NullMarked
package org.tunnelbench.deploy.npm;

import org.jspecify.annotations.NullMarked;
