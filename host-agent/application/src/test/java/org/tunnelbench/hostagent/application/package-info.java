@NullMarked
package org.tunnelbench.hostagent.application;

import org.jspecify.annotations.NullMarked;
