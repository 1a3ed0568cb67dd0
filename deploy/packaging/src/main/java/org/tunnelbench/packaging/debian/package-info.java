/** The Debian package that puts an agent on a gateway or a host. */
@NullMarked
package org.tunnelbench.packaging.debian;

import org.jspecify.annotations.NullMarked;
