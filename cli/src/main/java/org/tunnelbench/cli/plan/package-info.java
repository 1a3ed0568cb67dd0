/** What an experiment would do, without doing it. */
@NullMarked
package org.tunnelbench.cli.plan;

import org.jspecify.annotations.NullMarked;
