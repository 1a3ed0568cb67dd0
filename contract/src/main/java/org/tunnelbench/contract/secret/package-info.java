/** Secrets on their way to an agent: sealed for its public key, opened by nobody else. */
@NullMarked
package org.tunnelbench.contract.secret;

import org.jspecify.annotations.NullMarked;
