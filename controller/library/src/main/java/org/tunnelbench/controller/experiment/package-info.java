/** From a document and a fleet to trials in their order, and to what each end sets up. Pure. */
@NullMarked
package org.tunnelbench.controller.experiment;

import org.jspecify.annotations.NullMarked;
