/** The controller as a process: reads and writes its topics, and answers over HTTP. */
@NullMarked
package org.tunnelbench.controller.application;

import org.jspecify.annotations.NullMarked;
