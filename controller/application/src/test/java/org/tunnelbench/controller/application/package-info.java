@NullMarked
package org.tunnelbench.controller.application;

import org.jspecify.annotations.NullMarked;
