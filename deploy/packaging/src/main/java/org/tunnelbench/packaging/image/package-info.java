/**
 * Images of the services, of Debian packages and a Java runtime, made without a container engine.
 */
@NullMarked
package org.tunnelbench.packaging.image;

import org.jspecify.annotations.NullMarked;
