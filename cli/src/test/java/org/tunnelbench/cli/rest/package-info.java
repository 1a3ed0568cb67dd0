@NullMarked
package org.tunnelbench.cli.rest;

import org.jspecify.annotations.NullMarked;
