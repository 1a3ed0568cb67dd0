/** Where the lab keeps its files, and how what dead runs left is removed. */
@NullMarked
package org.tunnelbench.lab.run;

import org.jspecify.annotations.NullMarked;
