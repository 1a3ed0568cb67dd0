/** The dashboards of {@code deploy/grafana}, read by whoever holds them to something. */
@NullMarked
package org.tunnelbench.deploy.grafana;

import org.jspecify.annotations.NullMarked;
