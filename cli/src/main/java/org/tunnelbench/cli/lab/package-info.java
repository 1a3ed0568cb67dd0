/** Labs from the command line: up, down, status, doctor. */
@NullMarked
package org.tunnelbench.cli.lab;

import org.jspecify.annotations.NullMarked;
