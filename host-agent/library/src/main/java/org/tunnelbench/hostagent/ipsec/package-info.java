/** Policies and associations: rendered for ip-xfrm(8), and read from what it prints. */
@NullMarked
package org.tunnelbench.hostagent.ipsec;

import org.jspecify.annotations.NullMarked;
