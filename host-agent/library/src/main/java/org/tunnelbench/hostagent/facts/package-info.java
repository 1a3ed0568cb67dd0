/** What a host is: its kernel, tools, modules and devices. */
@NullMarked
package org.tunnelbench.hostagent.facts;

import org.jspecify.annotations.NullMarked;
