/** Tests. */
@NullMarked
package org.tunnelbench.deploy.grafana;

import org.jspecify.annotations.NullMarked;
