/**
 * Guests with kernels of their own: what they are made of, how they start, how they are reached.
 */
@NullMarked
package org.tunnelbench.lab.guest;

import org.jspecify.annotations.NullMarked;
