/** Fetching Debian packages and unpacking them, without installing any. */
@NullMarked
package org.tunnelbench.lab.debian;

import org.jspecify.annotations.NullMarked;
