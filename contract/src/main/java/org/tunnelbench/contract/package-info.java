/** What the services say to each other: records, validation, JSON and topic names. No I/O. */
@NullMarked
package org.tunnelbench.contract;

import org.jspecify.annotations.NullMarked;
