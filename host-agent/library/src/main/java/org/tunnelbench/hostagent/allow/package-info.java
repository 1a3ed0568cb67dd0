/** What an agent may touch on its hosts, whoever commands it. */
@NullMarked
package org.tunnelbench.hostagent.allow;

import org.jspecify.annotations.NullMarked;
