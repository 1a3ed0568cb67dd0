@NullMarked
package org.tunnelbench.cli.document;

import org.jspecify.annotations.NullMarked;
