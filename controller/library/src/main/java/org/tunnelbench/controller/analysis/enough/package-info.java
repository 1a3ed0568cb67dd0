/**
 * When enough was measured: a trial whose answer is sure, a cell whose interval is narrow. Pure.
 */
@NullMarked
package org.tunnelbench.controller.analysis.enough;

import org.jspecify.annotations.NullMarked;
