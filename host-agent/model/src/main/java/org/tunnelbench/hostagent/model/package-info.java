/** A host in memory: as much of a kernel and of its tools as an agent needs. */
@NullMarked
package org.tunnelbench.hostagent.model;

import org.jspecify.annotations.NullMarked;
