/** What the curve of one series shows: steady, decaying, a sawtooth, … Pure. */
@NullMarked
package org.tunnelbench.controller.analysis.shape;

import org.jspecify.annotations.NullMarked;
