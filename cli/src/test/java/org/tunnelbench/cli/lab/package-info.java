@NullMarked
package org.tunnelbench.cli.lab;

import org.jspecify.annotations.NullMarked;
