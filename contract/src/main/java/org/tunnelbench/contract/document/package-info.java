/**
 * The documents that users write: the experiment's and the fleet's. Read from YAML or JSON with
 * every error at its line, and written back.
 */
@NullMarked
package org.tunnelbench.contract.document;

import org.jspecify.annotations.NullMarked;
