/**
 * Why a cell is slow: the option to blame, the counter that moves with it, the known fault. Pure.
 */
@NullMarked
package org.tunnelbench.controller.analysis.cause;

import org.jspecify.annotations.NullMarked;
