/**
 * A real Kubernetes cluster of one node, as processes of this machine in namespaces of their own:
 * its programs from Debian's source package, its root from Debian's packages.
 */
@NullMarked
package org.tunnelbench.deploy.cluster;

import org.jspecify.annotations.NullMarked;
