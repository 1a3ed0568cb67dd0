/** Known pathologies, kept as data, and what they are recognised by. Pure. */
@NullMarked
package org.tunnelbench.controller.analysis.catalogue;

import org.jspecify.annotations.NullMarked;
