/** What a user asks for: factors, levels, traffic, repetitions. */
@NullMarked
package org.tunnelbench.contract.experiment;

import org.jspecify.annotations.NullMarked;
