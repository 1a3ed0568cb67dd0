/** Tests of the pages in a real browser. */
@NullMarked
package org.tunnelbench.controller.application.page;

import org.jspecify.annotations.NullMarked;
