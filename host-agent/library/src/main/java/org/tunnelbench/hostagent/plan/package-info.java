/** What is to be done on a host, step by step, each step with its inverse: data, no effects. */
@NullMarked
package org.tunnelbench.hostagent.plan;

import org.jspecify.annotations.NullMarked;
