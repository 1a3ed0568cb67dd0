/** Trees of files, and archives of them that are the same bytes each time. */
@NullMarked
package org.tunnelbench.packaging.archive;

import org.jspecify.annotations.NullMarked;
