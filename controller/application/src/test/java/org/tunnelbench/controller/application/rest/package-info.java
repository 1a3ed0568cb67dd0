@NullMarked
package org.tunnelbench.controller.application.rest;

import org.jspecify.annotations.NullMarked;
