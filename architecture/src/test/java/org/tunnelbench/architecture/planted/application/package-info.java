/** Stands for an application. */
@NullMarked
package org.tunnelbench.architecture.planted.application;

import org.jspecify.annotations.NullMarked;
