@NullMarked
package org.tunnelbench.hostagent.service;

import org.jspecify.annotations.NullMarked;
