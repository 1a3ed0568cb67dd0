@NullMarked
package org.tunnelbench.hostagent.model;

import org.jspecify.annotations.NullMarked;
