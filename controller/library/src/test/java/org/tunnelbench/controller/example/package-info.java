/** Results to test with, made from seeds. */
@NullMarked
package org.tunnelbench.controller.example;

import org.jspecify.annotations.NullMarked;
