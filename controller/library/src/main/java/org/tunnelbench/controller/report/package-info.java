/** An experiment's result as people and programs read it: table, page, JSON, CSV. Pure. */
@NullMarked
package org.tunnelbench.controller.report;

import org.jspecify.annotations.NullMarked;
